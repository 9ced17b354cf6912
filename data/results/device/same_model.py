"""The paper's network, 256 x 5 on the 54 configurations of Group 1, in PyTorch: samples a second of a training.

What `wifoe bench train --width 256 --blocks 5 --device gpu` measures, for a comparison on the same GPU; python3
same_model.py 8000. Channels and noise stay on the GPU; nothing is learned.
"""
import math, sys, time, torch, torch.nn.functional as F
dev = torch.device("cuda")
D, BLOCKS, H, E, TOP, FF, ENC, LAYERS = 256, 5, 8, 8, 3, 192, 128, 3
TASKS = [(96, 32, 24), (72, 16, 16), (96, 24, 16), (64, 8, 8), (128, 32, 32), (256, 64, 48), (64, 12, 12), (96, 18, 24), (72, 18, 16)]
CONFIGS = [(nt, l, b, k) for nt, l, b in TASKS for k in range(3, 9)]
BATCH = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
N = BATCH // len(CONFIGS)
torch.manual_seed(1)
def w(*s): return torch.nn.Parameter(torch.randn(*s, device=dev) / math.sqrt(s[-2] if len(s) > 1 else 1))
def z(*s): return torch.nn.Parameter(torch.zeros(*s, device=dev))
def o(*s): return torch.nn.Parameter(torch.ones(*s, device=dev))
trunk = [dict(qkv=w(D, 3 * D), wo=w(D, D), wr=w(D, E), br=z(E), u1=w(E, D, FF), c1=z(E, FF), u2=w(E, FF, D), c2=z(E, D)) for _ in range(BLOCKS)]
heads = []
for nt, l, b, k in CONFIGS:
    enc, width = [], 2 * l
    for _ in range(LAYERS):
        enc.append((w(width, ENC), z(ENC), o(ENC), z(ENC))); width = ENC
    heads.append(dict(xr=w(nt, l), xi=w(nt, l), enc=enc, eo=(w(ENC, b), z(b)), gi=(w(b, D), z(D)), go=(w(D, 2 * nt), z(2 * nt))))
params = [p for t in trunk for p in t.values()]
for h in heads:
    params += [h["xr"], h["xi"], *h["eo"], *h["gi"], *h["go"]] + [p for e in h["enc"] for p in e]
opt = torch.optim.Adam(params, lr=1e-3, weight_decay=1e-4, fused=True)
data = []
for nt, l, b, k in CONFIGS:
    data.append((torch.randn(N, k, 2 * nt, device=dev), torch.randn(N * k, 2 * l, device=dev) * .2))
order = sorted(range(len(CONFIGS)), key=lambda i: CONFIGS[i][3])
def step():
    tokens = []
    for i in order:
        nt, l, b, k = CONFIGS[i]; p = heads[i]; h, noise = data[i]
        gain = math.sqrt(nt) / (p["xr"].square() + p["xi"].square()).sum(0, keepdim=True).sqrt()
        xr, xi = p["xr"] * gain, p["xi"] * gain
        x = torch.cat([torch.cat([xr, xi]), torch.cat([xi, -xr])], 1)
        y = h.reshape(N * k, 2 * nt) @ x + noise
        for a, c, g, s in p["enc"]:
            y = F.relu(F.layer_norm(torch.addmm(c, y, a), (ENC,), g, s))
        v = torch.addmm(p["eo"][1], y, p["eo"][0])
        soft = v.clamp(-1, 1)
        q = soft + (torch.where(v >= 0, 1., -1.) - soft).detach()
        tokens.append(torch.addmm(p["gi"][1], q, p["gi"][0]))
    x = torch.cat(tokens)
    sizes = [sum(N * CONFIGS[i][3] for i in order if CONFIGS[i][3] == k) for k in range(3, 9)]
    for t in trunk:
        parts = []
        for k, part in zip(range(3, 9), (x @ t["qkv"]).split(sizes)):
            q, kk, v = part.view(-1, k, 3, H, D // H).permute(2, 0, 3, 1, 4)
            parts.append(F.scaled_dot_product_attention(q, kk, v).transpose(1, 2).reshape(-1, D))
        zb = F.layer_norm(x + torch.cat(parts) @ t["wo"], (D,))
        logits = torch.addmm(t["br"], zb, t["wr"])
        top, chosen = logits.topk(TOP)
        gates = torch.zeros_like(logits).scatter(1, chosen, top.softmax(-1))
        hid = F.relu(torch.addmm(t["c1"].flatten(), zb, t["u1"].permute(1, 0, 2).reshape(D, -1))).view(-1, E, FF)
        moe = torch.addmm(gates @ t["c2"], (hid * gates.unsqueeze(2)).flatten(1), t["u2"].reshape(-1, D))
        x = F.layer_norm(zb + moe, (D,))
    loss = 0.
    for i, part in zip(order, x.split([N * CONFIGS[i][3] for i in order])):
        nt, l, b, k = CONFIGS[i]; p = heads[i]; h, _ = data[i]
        v = torch.addmm(p["go"][1], part, p["go"][0]).view(N, k, 2 * nt)
        v = v / torch.linalg.vector_norm(v, dim=(1, 2), keepdim=True)
        re = h @ v.transpose(1, 2)
        im = h @ torch.cat([v[..., nt:], -v[..., :nt]], 2).transpose(1, 2)
        power = re.square() + im.square()
        own = power.diagonal(dim1=1, dim2=2)
        loss = loss - torch.log2(1 + own / (power.sum(2) - own + .1)).sum(1).mean() / len(CONFIGS)
    opt.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(params, 1., foreach=True)
    opt.step()
    return loss
for _ in range(8): step()
torch.cuda.synchronize(); times = []
for _ in range(15):
    t0 = time.time(); float(step()); times.append(time.time() - t0)
t = sorted(times)[7]
print(f"PyTorch {torch.__version__}: batch {N * len(CONFIGS)}, {1e3 * t:.1f} ms a step, {N * len(CONFIGS) / t:.0f} samples/s")
