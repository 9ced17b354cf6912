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
  def few_tokens(self: __torch__.Operators,
    z: Tensor,
    weights: List[Tensor],
    users: int,
    heads: int,
    topk: int) -> Tensor:
    tokens = torch.size(z, 0)
    width = torch.size(z, 1)
    head = torch.floordiv(width, heads)
    for block in range(torch.floordiv(torch.len(weights), 8)):
      wqkv, wo, wr, br, u1, c1, u2, c2, = torch.slice(weights, torch.mul(block, 8), torch.mul(torch.add(block, 1), 8))
      qkv = torch.permute(torch.reshape(torch.matmul(z, wqkv), [torch.floordiv(tokens, users), users, 3, heads, head]), [2, 0, 3, 1, 4])
      q, k, v, = torch.unbind(qkv)
      x = torch.scaled_dot_product_attention(q, k, v)
      attended = torch.reshape(torch.permute(x, [0, 2, 1, 3]), [tokens, width])
      zbar = torch.layer_norm(torch.addmm(z, attended, wo), [width])
      logits = torch.addmm(br, zbar, wr)
      top, chosen, = torch.topk(logits, topk)
      gates = torch.scatter(torch.zeros_like(logits), 1, chosen, torch.softmax(top, -1))
      copies = torch.expand(zbar, [torch.size(wr, 1), tokens, width])
      h = torch.relu_(torch.add_(torch.bmm(copies, u1), torch.unsqueeze(c1, 1)))
      gated = torch.permute(torch.mul_(h, torch.unsqueeze(torch.t(gates), 2)), [1, 0, 2])
      biased = torch.addmm(zbar, gates, c2)
      mixed = torch.addmm(biased, torch.reshape(gated, [tokens, -1]), torch.reshape(u2, [-1, width]))
      z = torch.layer_norm(mixed, [width])
    return z
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
