package io.wifoe.nn;

import ai.djl.ndarray.NDArray;
import io.wifoe.Check;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A loss that is smallest when all experts are used alike: E sum_e f_e P_e with f_e the share of choices that fell on
 * expert e and P_e its mean routing probability, averaged over the blocks (Fedus, Zoph and Shazeer, "Switch
 * transformers", JMLR 23, 2022, Eq. (4)). Watches a pass; the paper does without.
 */
public final class LoadBalancing implements Pass.Observer {
  private final Map<String, NDArray> logits = new LinkedHashMap<>();
  private final Map<String, NDArray> chosen = new LinkedHashMap<>();

  @Override
  public void observe(String name, NDArray value) {
    if (name.endsWith("/logits")) {
      logits.put(name.substring(0, name.lastIndexOf('/')), value);
    } else if (name.endsWith("/chosen")) {
      chosen.put(name.substring(0, name.lastIndexOf('/')), value);
    }
  }

  /**
   * The loss of what was seen, a scalar that carries gradients: 1 if all experts are used alike, at most E.
   *
   * @throws IllegalArgumentException if no expert was seen
   */
  public NDArray loss(Pass pass) {
    Check.that(!logits.isEmpty(), "there are no experts in this training whose load could be balanced");
    NDArray total = pass.scalar(0);
    for (Map.Entry<String, NDArray> block : logits.entrySet()) {
      NDArray probability = block.getValue().softmax(-1).mean(new int[] {0}); // (E)
      int experts = (int) probability.size();
      NDArray share = chosen.get(block.getKey()).flatten().oneHot(experts, pass.precision()).mean(new int[] {0});
      total = total.add(probability.mul(share).sum().mul(pass.scalar((double) experts / logits.size())));
    }
    return total;
  }
}
