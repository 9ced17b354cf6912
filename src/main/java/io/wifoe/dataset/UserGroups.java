package io.wifoe.dataset;

import io.wifoe.Check;
import io.wifoe.task.Scenario;
import io.wifoe.task.TaskConfig;
import java.util.List;

/**
 * Which users of a set one kind of base station serves, so that samples mix no rooftop with a lamp post: user i belongs
 * to group {@code i / block mod n}.
 *
 * @param names what each group is, for example its scenario; n of them
 * @param block users of one group in a row, 1 where groups take turns
 */
public record UserGroups(List<String> names, long block) {
  public UserGroups {
    Check.that(names != null && names.size() >= 2, "groups %s: there are two or more, or none to tell apart", names);
    Check.that(block >= 1, "groups in blocks of %d users; a block starts at 1", block);
    names = List.copyOf(names);
  }

  /** Scenarios of a task take turns where its channels are drawn; null if it has fewer than two. */
  static UserGroups of(TaskConfig task) {
    return task == null || task.channels().size() < 2 ? null
        : new UserGroups(task.channels().stream().map(Scenario::toString).toList(), 1);
  }

  int of(long user) {
    return (int) (user / block % names.size());
  }

  /** The same users, in these groups. */
  UserChannels over(UserChannels channels) {
    return new Grouped(channels, this);
  }

  private record Grouped(UserChannels all, UserGroups rule) implements UserChannels {
    @Override
    public long users() {
      return all.users();
    }

    @Override
    public int antennas() {
      return all.antennas();
    }

    @Override
    public int groups() {
      return rule.names.size();
    }

    @Override
    public int group(long user) {
      return rule.of(user);
    }

    @Override
    public void read(long user, float[] out, int offset) {
      all.read(user, out, offset);
    }
  }
}
