# What the Java API lacks, as TorchScript. The engine compiles this text; no Python is needed.
def softmax(x: Tensor) -> Tensor:
  # in rows as short as these, half the time of the library's own softmax; the floor is explained in Java
  peak = torch.amax(torch.detach(x), [-1], True)
  shares = torch.exp_(torch.threshold_(torch.sub(x, peak), -46, -46))
  columns = torch.size(x, -1)
  return torch.div(shares, torch.matmul(shares, torch.new_ones(x, [columns, columns])))
def panels(w: Tensor,
    columns: int) -> Tensor:
  # (n, rows, c) as (panels, rows, columns), or as it is where columns do not divide c
  n, rows, c, = torch.size(w)
  if torch.ne(torch.remainder(c, columns), 0):
    parts = torch.clone(w)
  else:
    apart = torch.reshape(w, [n, rows, torch.floordiv(c, columns), columns])
    parts = torch.reshape(torch.clone(torch.permute(apart, [0, 2, 1, 3]), memory_format=0), [-1, rows, columns])
  return parts
def times(x: Tensor,
    panels: Tensor) -> Tensor:
  # (T, rows) times each panel (rows, columns): (panels, T, columns)
  return torch.bmm(torch.expand(x, [torch.size(panels, 0), torch.size(x, 0), torch.size(x, 1)]), panels)
def joined(x: Tensor) -> Tensor:
  # (panels, T, columns) as (T, all columns)
  return torch.reshape(torch.transpose(x, 0, 1), [torch.size(x, 1), -1])
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
  def precode(self: __torch__.Operators,
    q: Tensor,
    g_in: List[Tensor],
    panels: List[Tensor],
    g_out: List[Tensor],
    users: int,
    topk: int,
    power: float) -> Tensor:
    z = torch.addmm(g_in[1], q, g_in[0])
    tokens, width, = torch.size(z)
    samples = torch.floordiv(tokens, users)
    for block in range(torch.floordiv(torch.len(panels), 8)):
      wqkv, wo, wr, br, u1, c1, u2, c2, = torch.slice(panels, torch.mul(block, 8), torch.mul(torch.add(block, 1), 8))
      qkv = torch.reshape(__torch__.times(z, wqkv), [3, -1, samples, users, torch.size(wqkv, 2)])
      queries, keys, values, = torch.unbind(torch.transpose(qkv, 1, 2))
      x = torch.scaled_dot_product_attention(queries, keys, values)
      attended = torch.reshape(torch.transpose(x, 1, 2), [tokens, width])
      zbar = torch.layer_norm(torch.addmm(z, attended, wo), [width])
      logits = torch.addmm(br, zbar, wr)
      top, chosen, = torch.topk(logits, topk)
      gates = torch.scatter_(torch.zeros_like(logits), 1, chosen, torch.softmax(top, -1))
      h = torch.relu_(torch.add_(__torch__.times(zbar, u1), c1))
      # an expert has some panels, and its gate is the same for all of them
      experts = torch.size(gates, 1)
      shares = torch.reshape(torch.t(gates), [experts, 1, tokens, 1])
      _0 = torch.mul_(torch.reshape(h, [experts, -1, tokens, torch.size(u1, 2)]), shares)
      outputs = __torch__.joined(__torch__.times(__torch__.joined(h), u2))
      mixed = torch.add_(torch.addmm(zbar, gates, c2), outputs)
      z = torch.layer_norm(mixed, [width])
    v = torch.reshape(torch.addmm(g_out[1], z, g_out[0]), [samples, users, -1])
    norm = torch.linalg_vector_norm(v, 2, [1, 2], True)
    return torch.mul(v, torch.mul(torch.reciprocal(norm), torch.sqrt(power)))
  def pack(self: __torch__.Operators,
    weights: List[Tensor],
    heads: int) -> List[Tensor]:
    panels = annotate(List[Tensor], [])
    for block in range(torch.floordiv(torch.len(weights), 8)):
      wqkv, wo, wr, br, u1, c1, u2, c2, = torch.slice(weights, torch.mul(block, 8), torch.mul(torch.add(block, 1), 8))
      head = torch.floordiv(torch.size(wo, 0), heads)
      inner = __torch__.panels(u1, 32)
      _0 = torch.append(panels, __torch__.panels(torch.unsqueeze(wqkv, 0), head))
      _1 = torch.append(panels, torch.clone(wo))
      _2 = torch.append(panels, torch.clone(wr))
      _3 = torch.append(panels, torch.clone(br))
      _4 = torch.append(panels, inner)
      _5 = torch.append(panels, torch.reshape(torch.clone(c1), [torch.size(inner, 0), 1, torch.size(inner, 2)]))
      _6 = torch.append(panels, __torch__.panels(torch.reshape(u2, [1, -1, torch.size(wo, 0)]), 32))
      _7 = torch.append(panels, torch.clone(c2))
    return panels
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
