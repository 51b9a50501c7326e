package dev.postroom.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseSubjectTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Lunch                          | Lunch       | false
          Re: Lunch                      | Lunch       | true
          re: RE: fwd: Fw: Lunch         | Lunch       | true
          Re [2]: Lunch                  | Lunch       | true
          Re [list] : Lunch              | Lunch       | true
          [list] Re: Lunch               | Lunch       | true
          [a][b] [c]Re: [d] Lunch        | Lunch       | true
          [list] Lunch                   | Lunch       | false
          Lunch (fwd)                    | Lunch       | true
          Lunch (FWD)  (fwd)             | Lunch       | true
          [fwd: Lunch]                   | Lunch       | true
          [Fwd: Re: [list] Lunch (fwd)]  | Lunch       | true
          Re: [fwd: [fwd: Lunch]]        | Lunch       | true
          [list]                         | [list]      | false
          Re: [list]                     | [list]      | true
          [fwd: Lunch                    | [fwd: Lunch | false
          Reply: Lunch                   | Reply: Lunch | false
          Resumé                         | Resumé      | false
          two   blanks                   | two blanks  | false
          [un[balanced] Lunch            | [un[balanced] Lunch | false
          """)
  void takesAwayWhatMarksRepliesAndForwards(String subject, String base, boolean reply) {
    assertThat(BaseSubject.of(subject)).isEqualTo(new BaseSubject(base, reply));
  }

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "'  ', false",
    "'Re:', true",
    "'Re: (fwd) ', true",
    "'\tRe:\t[x]:', true"
  })
  void mayLeaveNothing(String subject, boolean reply) {
    assertThat(BaseSubject.of(subject).replyOrForward()).isEqualTo(reply);
    assertThat(BaseSubject.of(subject).text()).isIn("", ":");
  }

  @Test
  void aSubjectMadeToBeSlowIsNot() {
    String blobs = "[a]".repeat(100_000);
    assertThat(BaseSubject.of(blobs).text()).hasSizeLessThanOrEqualTo(BaseSubject.MAX_CHARS);
  }
}
