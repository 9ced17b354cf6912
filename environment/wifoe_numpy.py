#!/usr/bin/env python3
"""WiFo-E in plain NumPy: what a saved model computes, from channels and pilot noise to precoders and sum rates.

    python3 environment/wifoe_numpy.py model.safetensors samples.safetensors

The second file holds H_re, H_im (n, K, Nt), Z_re, Z_im (n, K, L) and in its metadata the configuration, for example
T1/K5, and the linear powers power, pilot_power and noise_power. Prints JSON: sum_rates (n), V_re and V_im (n, K, Nt).
Models with precoders of the structured form or layers on each token are not for it.
"""
import json, struct, sys
import numpy as np


def read(path):
    """Arrays by name and metadata of a safetensors file."""
    data = open(path, "rb").read()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    header, types = json.loads(data[8:start]), {"F16": "<f2", "F32": "<f4", "F64": "<f8"}
    metadata = header.pop("__metadata__", {})
    return {name: np.frombuffer(data[start:][slice(*a["data_offsets"])], types[a["dtype"]]).reshape(a["shape"])
            .astype(float) for name, a in header.items()}, metadata


def layer_norm(x, scale=1, shift=0):
    return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-5) * scale + shift


def softmax(x):
    x = np.exp(x - x.max(-1, keepdims=True))
    return x / x.sum(-1, keepdims=True)


def feedback(w, c, size, h, z, pilot_power):
    """Pilots (5), user encoder (18), sign (6): bits (n, K, B) of -1 and 1."""
    x = w[c + "/X_re"] + 1j * w[c + "/X_im"]
    y = h.conj() @ (x * np.sqrt(pilot_power) / np.linalg.norm(x, axis=0)) + z
    o = np.concatenate([y.real, y.imag], -1)
    for i in range(size["encoderLayers"]):
        e = f"{c}/enc{i}."
        if i == 0 and size.get("phaseInvariant"):  # magnitudes of complex combinations, bits without a phase
            w_re, w_im = np.split(w[e + "W"], 2)
            o = np.sqrt(np.abs(y @ (w_re - 1j * w_im)) ** 2 + 1e-6) + w[e + "b"]
        else:
            o = o @ w[e + "W"] + w[e + "b"]
        o = np.maximum(0, layer_norm(o, w[e + "ln_g"], w[e + "ln_b"]))
    return np.where(o @ w[c + "/encout.W"] + w[c + "/encout.b"] >= 0, 1.0, -1.0)


def block(w, b, size, x):
    """Attention (22)-(24) and mixture of experts (25)-(28) on tokens (n, K, d)."""
    n, k, d = x.shape
    q, key, v = (a.reshape(n, k, size["heads"], -1).swapaxes(1, 2) for a in np.split(x @ w[b + "/Wqkv"], 3, -1))
    attended = softmax(q @ key.swapaxes(2, 3) / np.sqrt(d / size["heads"])) @ v
    x = layer_norm(x + attended.swapaxes(1, 2).reshape(n, k, d) @ w[b + "/Wo"])
    logits = x @ w[b + "/Wr"] + w[b + "/br"]
    chosen = np.argsort(-logits, -1, "stable")[..., :size["topK"]]
    gates = np.zeros_like(logits)
    np.put_along_axis(gates, chosen, softmax(np.take_along_axis(logits, chosen, -1)), -1)
    for e in range(size["experts"]):  # all of them, for shortness; the gates of most are zero
        hidden = np.maximum(0, x @ w[b + "/U1"][e] + w[b + "/c1"][e])
        mixed = (mixed if e else 0) + gates[..., e:e + 1] * (hidden @ w[b + "/U2"][e] + w[b + "/c2"][e])
    return layer_norm(x + mixed)


def precode(w, c, size, bits, power):
    """G_in (20), trunk (29), G_out (30), power (31): V (n, K, Nt)."""
    x = bits @ w[c + "/in.W"] + w[c + "/in.b"]
    for i in range(size["blocks"]):
        x = block(w, f"trunk/blk{i}", size, x)
    re, im = np.split(x @ w[c + "/out.W"] + w[c + "/out.b"], 2, -1)
    return (re + 1j * im) * np.sqrt(power / (re ** 2 + im ** 2).sum((1, 2), keepdims=True))


def sum_rates(h, v, noise_power):
    """Eq. (2) and (3) in bit/s/Hz, (n)."""
    p = np.abs(h.conj() @ v.swapaxes(1, 2)) ** 2
    own = np.einsum("nkk->nk", p)
    return np.log2(1 + own / (p.sum(2) - own + noise_power)).sum(1)


if __name__ == "__main__":
    (weights, metadata), (a, link) = read(sys.argv[1]), read(sys.argv[2])
    model, H = json.loads(metadata["wifoe"])["model"], a["H_re"] + 1j * a["H_im"]
    if str(model.get("output", "linear")).lower() != "linear" or model.get("decoderLayers"):
        sys.exit(f"{sys.argv[1]}: models with structured precoders or layers on each token are not for this script")
    scope = link["configuration"].split("/")[0] if model.get("headsPerTask") else link["configuration"]
    q = feedback(weights, scope, model, H, a["Z_re"] + 1j * a["Z_im"], float(link["pilot_power"]))
    V = precode(weights, scope, model, q, float(link["power"]))
    rates = sum_rates(H, V, float(link["noise_power"]))
    print(json.dumps({"sum_rates": rates.tolist(), "V_re": V.real.tolist(), "V_im": V.imag.tolist()}))
