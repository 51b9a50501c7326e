package dev.postroom.kubernetes.node.volume;

import java.util.Arrays;

/**
 * A file of a volume.
 *
 * @param content its bytes, not to be changed
 * @param mode its permission bits, such as 0644
 */
public record VolumeFile(byte[] content, int mode) {

  @Override
  public boolean equals(Object other) {
    return other instanceof VolumeFile file
        && mode == file.mode
        && Arrays.equals(content, file.content);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(content) + mode;
  }
}
