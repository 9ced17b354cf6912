#!/usr/bin/env python3
"""The training benchmark's model in plain eager PyTorch, for comparison with `environment/wifoe bench train`.

The same network, the same 54 configurations of Group 1 and the same batch, written as one would write it in PyTorch:
one forward pass per configuration, experts in a loop with boolean masks, one backward pass, gradient-norm clipping and
torch.optim.Adam. Prints training samples a second, one number per line, one line per number of threads. It needs
PyTorch, for example Debian's python3-torch, and nothing else.
"""
import argparse
import math
import time

import torch
from torch import nn
from torch.nn import functional as F

# Table I: antennas Nt, pilots L, feedback bits B of T1..T9; each with K = 3..8 users
TASKS = [(96, 32, 24), (72, 16, 16), (96, 24, 16), (64, 8, 8), (128, 32, 32), (256, 64, 48), (64, 12, 12),
         (96, 18, 24), (72, 18, 16)]
USERS = range(3, 9)
NOISE = 0.1  # 10 dB at unit power


class Attention(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(d, 3 * d, bias=False)
        self.out = nn.Linear(d, d, bias=False)

    def forward(self, z):  # (n, K, d)
        n, k, d = z.shape
        q, key, v = (x.reshape(n, k, self.heads, -1).transpose(1, 2) for x in self.qkv(z).chunk(3, -1))
        weights = (q @ key.transpose(-1, -2) / math.sqrt(d // self.heads)).softmax(-1)
        return self.out((weights @ v).transpose(1, 2).reshape(n, k, d))


class Experts(nn.Module):
    def __init__(self, d, hidden, experts=8, top=3):
        super().__init__()
        self.top = top
        self.router = nn.Linear(d, experts)
        self.experts = nn.ModuleList(
            nn.Sequential(nn.Linear(d, hidden), nn.ReLU(), nn.Linear(hidden, d)) for _ in range(experts))

    def forward(self, z):
        tokens = z.reshape(-1, z.shape[-1])
        logits, chosen = self.router(tokens).topk(self.top, -1)
        gates = logits.softmax(-1)
        out = torch.zeros_like(tokens)
        for e, expert in enumerate(self.experts):
            row, slot = (chosen == e).nonzero(as_tuple=True)
            out = out.index_add(0, row, expert(tokens[row]) * gates[row, slot, None])
        return out.reshape(z.shape)


class Block(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.attention = Attention(d, heads)
        self.experts = Experts(d, d * 3 // 4)

    def forward(self, z):
        z = F.layer_norm(z + self.attention(z), z.shape[-1:])
        return F.layer_norm(z + self.experts(z), z.shape[-1:])


class Parts(nn.Module):
    """What one configuration owns."""

    def __init__(self, d, antennas, pilots, bits, users):
        super().__init__()
        self.antennas, self.pilots, self.bits, self.users = antennas, pilots, bits, users
        self.x = nn.Parameter(torch.randn(2, antennas, pilots))
        layers, width = [], 2 * pilots
        for _ in range(3):
            layers += [nn.Linear(width, 128), nn.LayerNorm(128), nn.ReLU()]
            width = 128
        self.encoder = nn.Sequential(*layers, nn.Linear(128, bits))
        self.into = nn.Linear(bits, d)
        self.out = nn.Linear(d, 2 * antennas)

    def loss(self, trunk, samples):
        n, k = samples, self.users
        h = torch.randn(2, n, k, self.antennas) / math.sqrt(2)
        x = self.x / self.x.square().sum((0, 1), keepdim=True).sqrt()
        noise = math.sqrt(NOISE / 2)
        re = h[0] @ x[0] + h[1] @ x[1] + noise * torch.randn(n, k, self.pilots)  # y = h^H X + z
        im = h[0] @ x[1] - h[1] @ x[0] + noise * torch.randn(n, k, self.pilots)
        o = self.encoder(torch.cat([re, im], -1))
        soft = o.clamp(-1, 1)
        q = soft + (torch.where(o >= 0, 1.0, -1.0) - soft).detach()
        v = self.out(trunk(self.into(q)))  # (n, K, 2 Nt)
        v = v / v.square().sum((1, 2), keepdim=True).sqrt()
        vr, vi = v.chunk(2, -1)
        gr = h[0] @ vr.transpose(1, 2) + h[1] @ vi.transpose(1, 2)
        gi = h[0] @ vi.transpose(1, 2) - h[1] @ vr.transpose(1, 2)
        power = gr.square() + gi.square()  # (n, K, K), row: user that hears
        signal = power.diagonal(dim1=1, dim2=2)
        return -torch.log2(1 + signal / (power.sum(2) - signal + NOISE)).sum(1).mean()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    arguments.add_argument("--width", type=int, default=256)
    arguments.add_argument("--blocks", type=int, default=5)
    arguments.add_argument("--heads", type=int, default=8)
    arguments.add_argument("--threads", default="1,2", help="numbers of threads")
    arguments.add_argument("--batch", type=int, default=2000, help="samples of a step")
    arguments.add_argument("--steps", type=int, default=5, help="timed steps, after two")
    options = arguments.parse_args()

    torch.manual_seed(1)
    trunk = nn.Sequential(*(Block(options.width, options.heads) for _ in range(options.blocks)))
    parts = nn.ModuleList(Parts(options.width, *task, k) for task in TASKS for k in USERS)
    model = nn.ModuleList([trunk, parts])
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    samples = max(1, options.batch // len(parts))

    def step():
        optimizer.zero_grad()
        (sum(part.loss(trunk, samples) for part in parts) / len(parts)).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    for threads in (int(number) for number in options.threads.split(",")):
        torch.set_num_threads(threads)
        for _ in range(2):
            step()
        start = time.perf_counter()
        for _ in range(options.steps):
            step()
        print(f"{options.steps * samples * len(parts) / (time.perf_counter() - start):.1f}", flush=True)


if __name__ == "__main__":
    main()
