package dev.postroom.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressListTest {

  @Test
  void addressesWithLimitsAreReadAsTheyAreTyped() throws AddressList.SyntaxException {
    assertThat(AddressList.withLimits("203.0.113.7=120, 2001:db8:1::/64=60", 64, 400))
        .isEqualTo(Map.of("203.0.113.7", 120, "2001:db8:1:0:0:0:0:0/64", 60));
    assertThat(AddressList.withLimits(" 203.0.113.7=1\n198.51.100.9=400 ", 64, 400))
        .isEqualTo(Map.of("203.0.113.7", 1, "198.51.100.9", 400));
  }

  @Test
  void anIpv6AddressStandsForThePrefixUnderWhichItIsJudged() throws AddressList.SyntaxException {
    assertThat(AddressList.plain("2001:db8:1:2::25", 64))
        .containsExactly("2001:db8:1:2:0:0:0:0/64");
    assertThat(AddressList.plain("2001:db8:1:2::25", 128)).containsExactly("2001:db8:1:2:0:0:0:25");
  }

  @Test
  void nothingIsNoAddress() throws AddressList.SyntaxException {
    assertThat(AddressList.plain(" ", 64)).isEmpty();
    assertThat(AddressList.withLimits("", 64, 400)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.7           | 203.0.113.7 has no limit; write ADDRESS=LIMIT, such as 203.0.113.7=120
          office=120            | office is no address; write one such as 203.0.113.7 or 2001:db8:1:2::/64
          203.0.113.0/24=120    | 203.0.113.0/24 is a network of many clients; give it a limit in connections.perAddress.tenants
          2001:db8::/48=120     | 2001:db8::/48 is a network of many clients; give it a limit in connections.perAddress.tenants
          203.0.113.7=0         | 203.0.113.7=0: a limit is a number from 1 to 400, which is connections.maximum
          203.0.113.7=401       | 203.0.113.7=401: a limit is a number from 1 to 400, which is connections.maximum
          203.0.113.7=many      | 203.0.113.7=many: a limit is a number from 1 to 400, which is connections.maximum
          203.0.113.7=-1        | 203.0.113.7=-1: a limit is a number from 1 to 400, which is connections.maximum
          203.0.113.7=99999999999 | 203.0.113.7=99999999999: a limit is a number from 1 to 400, which is connections.maximum
          """)
  void whatIsWrongIsQuotedWithWhatToWriteInstead(String text, String message) {
    assertThatThrownBy(() -> AddressList.withLimits(text, 64, 400))
        .isInstanceOf(AddressList.SyntaxException.class)
        .hasMessage(message);
  }

  @Test
  void aCommaAtTheEndIsNoAddress() throws AddressList.SyntaxException {
    assertThat(AddressList.withLimits(",203.0.113.7=120,\n198.51.100.9=30, ", 64, 400))
        .containsOnlyKeys("203.0.113.7", "198.51.100.9");
    assertThat(AddressList.plain(",,", 64)).isEmpty();
  }

  @Test
  void allFormsOfAnAddressAreOne() {
    for (var form : List.of("2001:DB8:1:2::25", "2001:db8:1:2:0:0:0:1/128", "2001:db8:1:2::/64")) {
      assertThatThrownBy(() -> AddressList.plain("2001:db8:1:2::1 " + form, 64))
          .hasMessageContaining("is named twice");
    }
    for (var form : List.of("::ffff:203.0.113.7", "::ffff:cb00:7107", "203.0.113.7/32")) {
      assertThatThrownBy(() -> AddressList.plain("203.0.113.7 " + form, 64))
          .hasMessageContaining("is named twice");
    }
  }

  /** A condition's message is read by people, and an API server takes 32 KiB of it. */
  @Test
  void ofWhatIsTooLongTheBeginningIsQuoted() {
    for (var junk : List.of("9", "=", "203.0.113.7=9", "2001:db8::")) {
      assertThatThrownBy(() -> AddressList.withLimits(junk.repeat(20_000), 64, 400))
          .isInstanceOf(AddressList.SyntaxException.class)
          .extracting(wrong -> wrong.getMessage().length())
          .asInstanceOf(InstanceOfAssertFactories.INTEGER)
          .isLessThan(250);
      assertThatThrownBy(() -> AddressList.plain(junk.repeat(20_000), 64))
          .isInstanceOf(AddressList.SyntaxException.class)
          .extracting(wrong -> wrong.getMessage().length())
          .asInstanceOf(InstanceOfAssertFactories.INTEGER)
          .isLessThan(250);
    }
  }

  @Test
  void whatIsNamedTwiceIsRefusedSinceOneOfThemIsWrong() {
    assertThatThrownBy(() -> AddressList.withLimits("2001:db8::1=20,2001:db8::2=30", 64, 400))
        .hasMessage("2001:db8:0:0:0:0:0:0/64 is named twice; remove one of them");
    assertThatThrownBy(() -> AddressList.plain("203.0.113.9 203.0.113.9", 64))
        .hasMessage("203.0.113.9 is named twice; remove one of them");
  }

  @Test
  void moreAddressesThanAPersonKeepsInMindAreRefused() throws AddressList.SyntaxException {
    assertThat(AddressList.plain(addresses(AddressList.MAX_ADDRESSES), 64))
        .hasSize(AddressList.MAX_ADDRESSES);
    assertThatThrownBy(() -> AddressList.plain(addresses(AddressList.MAX_ADDRESSES + 1), 64))
        .hasMessage(
            "it names more than 100 addresses; give networks a limit in"
                + " connections.perAddress.tenants");
  }

  private static String addresses(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "203.0.113." + i)
        .collect(Collectors.joining(","));
  }
}
