package dev.postroom.imap.mailbox.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AccessControlListProperties {

  private static final Accessor BOB = new Accessor("bob", Set.of("staff"), false);

  @Property
  void somebodyHasWhatIsGrantedToAnyOfHisNamesWithoutWhatIsTakenFromAny(
      @ForAll("lists") AccessControlList list) {
    for (Right right : Right.values()) {
      boolean granted = anyEntry(list, false, right);
      boolean taken = anyEntry(list, true, right);
      assertThat(list.rightsOf(BOB).has(right))
          .as("%s in %s", right, list)
          .isEqualTo(granted && !taken);
    }
  }

  @Property
  void theOwnerMayAlwaysAdminister(@ForAll("lists") AccessControlList list) {
    assertThat(list.rightsOf(Accessor.owner("alice")).has(Right.ADMINISTER)).isTrue();
  }

  @Property
  void aFileReadsAsItWasWritten(@ForAll("lists") AccessControlList list) {
    AccessControlList once = AccessControlList.parse(list.render());
    assertThat(AccessControlList.parse(once.render())).isEqualTo(once);
  }

  @Property
  void administratorsHaveAllRightsByWhateverFile(@ForAll("lists") AccessControlList list) {
    AccessControlList read = AccessControlList.parse(list.render());
    assertThat(read.get("administrators").or(() -> read.get("group=administrators")))
        .hasValueSatisfying(rights -> assertThat(rights.hasAll(Rights.ALL)).isTrue());
  }

  @Property
  void rightsAreASet(@ForAll("rights") Rights a, @ForAll("rights") Rights b) {
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
    assertThat(a.plus(b).minus(b)).isEqualTo(a.minus(b));
    assertThat(a.plus(b).hasAll(a)).isTrue();
  }

  @Example
  void theFileLooksAsCourierWritesIt() {
    AccessControlList list =
        AclChange.set("user=bob", "lrs")
            .applyTo(AclChange.set("-user=carol", "d").applyTo(AccessControlList.DEFAULT));
    assertThat(list.render())
        .isEqualTo(
            """
            owner aceilrstwx
            administrators aceilrstwx
            -user=carol etx
            user=bob lrs
            """);
  }

  @Example
  void rightsAreAddedAndTakenAndAnIdentifierWithoutAnyLeavesTheList() {
    AccessControlList list = AclChange.set("user=bob", "lr").applyTo(AccessControlList.DEFAULT);
    list = AclChange.set("user=bob", "+sq").applyTo(list);
    assertThat(list.get("user=bob")).contains(new Rights("lqrs"));
    list = AclChange.set("user=bob", "-lqrs").applyTo(list);
    assertThat(list).isEqualTo(AccessControlList.DEFAULT);
  }

  @Example
  void aListThatShutsOutOwnerOrAdministratorsIsNotSound() {
    AccessControlList list = AccessControlList.DEFAULT;
    assertThat(list.isSound("alice")).isTrue();
    assertThat(AclChange.set("owner", "lr").applyTo(list).isSound("alice")).isFalse();
    assertThat(AclChange.set("-user=alice", "a").applyTo(list).isSound("alice")).isFalse();
    assertThat(AclChange.set("-user=bob", "a").applyTo(list).isSound("alice")).isTrue();
    assertThat(AclChange.set("administrators", "lr").applyTo(list).isSound("alice")).isFalse();
    assertThat(AclChange.delete("administrators").applyTo(list).isSound("alice")).isFalse();
    assertThat(AclChange.set("-anyone", "r").applyTo(list).isSound("alice")).isFalse();
  }

  @Example
  void theThreeRightsToDeleteAreOneForOlderClients() {
    assertThat(Rights.ALL.toClient()).isEqualTo("acdilrsw");
    assertThat(new Rights("lret").toClient()).isEqualTo("lr");
    assertThat(new Rights("lret").toClientInFull()).isEqualTo("elrt");
    assertThat(Rights.ofClient("ld")).isEqualTo(new Rights("elxt"));
  }

  private static boolean anyEntry(AccessControlList list, boolean negative, Right right) {
    Set<String> names =
        Set.of("anyone", "anonymous", "user=bob", "group=staff").stream()
            .map(name -> negative ? "-" + name : name)
            .collect(Collectors.toSet());
    return list.entries().stream()
        .anyMatch(entry -> names.contains(entry.identifier()) && entry.rights().has(right));
  }

  @Provide
  static Arbitrary<AccessControlList> lists() {
    Arbitrary<String> names =
        Arbitraries.of(
            "owner",
            "anyone",
            "anonymous",
            "administrators",
            "group=administrators",
            "user=bob",
            "user=carol",
            "group=staff",
            "group=others");
    Arbitrary<AccessControlList.Entry> entries =
        Combinators.combine(names, Arbitraries.of(true, false), rights())
            .as(
                (name, neg, rights) ->
                    new AccessControlList.Entry(neg ? "-" + name : name, rights));
    return entries
        .list()
        .ofMaxSize(12)
        .map(
            list -> {
              var acl = new AccessControlList(List.of());
              for (AccessControlList.Entry entry : list) {
                acl = acl.with(entry.identifier(), entry.rights());
              }
              return acl;
            });
  }

  @Provide
  static Arbitrary<Rights> rights() {
    return Arbitraries.strings().withChars("aceilrstwxpq").ofMaxLength(12).map(Rights::new);
  }
}
