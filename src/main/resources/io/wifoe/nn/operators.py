# What the Java API lacks, as TorchScript. The engine compiles this text; no Python is needed.
def softmax(x: Tensor) -> Tensor:
  # in rows as short as these, half the time of the library's own softmax; the floor is explained in Java
  peak = torch.amax(torch.detach(x), [-1], True)
  shares = torch.exp_(torch.threshold_(torch.sub(x, peak), -46, -46))
  columns = torch.size(x, -1)
  return torch.div(shares, torch.matmul(shares, torch.new_ones(x, [columns, columns])))
class Softmax(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forward(self: __torch__.Softmax,
    x: Tensor) -> Tensor:
    return __torch__.softmax(x)
class Attention(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forward(self: __torch__.Attention,
    qkv: Tensor) -> Tensor:
    samples, users, _0, heads, width, = torch.size(qkv)
    q, k, v, = torch.unbind(qkv, 2)
    keys = torch.permute(k, [0, 2, 3, 1])
    scores = torch.mul_(torch.matmul(torch.transpose(q, 1, 2), keys), torch.pow(width, -0.5))
    x = torch.matmul(__torch__.softmax(scores), torch.transpose(v, 1, 2))
    return torch.reshape(torch.transpose(x, 1, 2), [torch.mul(samples, users), torch.mul(heads, width)])
class Experts(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forward(self: __torch__.Experts,
    z: Tensor,
    gates: Tensor,
    chosen: Tensor,
    slots: Tensor,
    counts: Tensor,
    u1: Tensor,
    c1: Tensor,
    u2: Tensor,
    c2: Tensor) -> Tensor:
    sizes = annotate(List[int], counts.tolist())
    tokens = torch.floor_divide(slots, torch.size(gates, 1))
    rows = torch.split_with_sizes(tokens, sizes)
    inputs = torch.split_with_sizes(torch.embedding(z, tokens), sizes)
    shares = torch.split_with_sizes(torch.unsqueeze(torch.index_select(torch.flatten(gates), 0, slots), 1), sizes)
    w1 = torch.unbind(u1)
    b1 = torch.unbind(c1)
    w2 = torch.unbind(u2)
    # Eq. (27): the gates' share of the last biases first, then expert by expert (28)
    every = torch.scatter(torch.new_zeros(gates, [torch.size(z, 0), torch.len(sizes)]), 1, chosen, gates)
    sums = torch.mm(every, c2)
    for e in range(torch.len(sizes)):
      h = torch.relu_(torch.addmm(b1[e], inputs[e], w1[e]))
      _1 = torch.index_add_(sums, 0, rows[e], torch.mm(torch.mul(h, shares[e]), w2[e]))
    return sums
class Operators(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
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
      h = torch.relu_(torch.baddbmm(torch.unsqueeze(c1, 1), copies, u1))
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
