# ATen operators that the Java API lacks, as TorchScript. The engine compiles this text; no Python is needed.
class Operators(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forward(self: __torch__.Operators,
    rows: Tensor,
    numbers: Tensor,
    starts: Tensor,
    weights: Tensor) -> Tensor:
    sums, _1, _2, _3, = torch.embedding_bag(rows, numbers, starts, False, 0, False, weights)
    return sums
  def adam_(self: __torch__.Operators,
    parameters: List[Tensor],
    gradients: List[Tensor],
    means: List[Tensor],
    squares: List[Tensor],
    steps: List[Tensor],
    rate: float,
    beta1: float,
    beta2: float,
    decay: float,
    epsilon: float,
    clip: float) -> Tensor:
    norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gradients, 2)), 2)
    scale = torch.to(torch.clamp_min(torch.div(norm, clip), 1.), 6)
    broken = torch.to(torch.logical_not(torch.isfinite(norm)), 6)
    torch._fused_adam_(parameters, gradients, means, squares, annotate(List[Tensor], []), steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False, grad_scale=scale, found_inf=broken)
    return norm
