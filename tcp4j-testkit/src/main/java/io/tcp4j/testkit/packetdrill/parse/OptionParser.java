package io.tcp4j.testkit.packetdrill.parse;

import io.tcp4j.testkit.packetdrill.parse.Token.Kind;
import io.tcp4j.testkit.packetdrill.script.OptionText;
import io.tcp4j.testkit.packetdrill.script.OptionText.Sack;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The TCP options of a segment: `<mss 1460,nop,wscale 7>`.
final class OptionParser {
  private static final long MAX_NUMBER = 0xffff_ffffL;

  private final Tokens tokens;

  OptionParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /// The options from `<` to `>`; an empty list where there are none, nothing for `<...>`.
  Optional<List<OptionText>> options() {
    List<OptionText> options = new ArrayList<>();
    if (!tokens.accept('<')) {
      return Optional.of(options);
    }
    if (tokens.at(Kind.ELLIPSIS)) {
      tokens.next();
      tokens.expect('>');
      return Optional.empty();
    }
    do {
      options.add(option());
    } while (tokens.accept(','));
    tokens.expect('>');
    return Optional.of(options);
  }

  private OptionText option() {
    Token name = tokens.peek();
    return switch (tokens.word("an option")) {
      case "eol" -> new OptionText.EndOfList();
      case "nop" -> new OptionText.NoOperation();
      case "mss" -> new OptionText.MaximumSegmentSize((int) tokens.number("mss", 0, 0xffff));
      case "wscale" -> new OptionText.WindowScale((int) tokens.number("wscale", 0, 255));
      case "sackOK" -> new OptionText.SackPermitted();
      case "sack" -> sack();
      case "TS" -> timestamps();
      case "FO" -> new OptionText.FastOpen(bytes(), false);
      case "FOEXP" -> new OptionText.FastOpen(bytes(), true);
      case "md5", "e0b", "e1b", "ceb", "nocs" -> new OptionText.Other(name.text(), bytes());
      default ->
          throw tokens.error(
              name.place(),
              "expected an option (mss, wscale, sackOK, sack, TS, nop, eol, FO, FOEXP, md5), found "
                  + name);
    };
  }

  private Sack sack() {
    List<Sack.Block> blocks = new ArrayList<>();
    while (tokens.at(Kind.INTEGER)) {
      long left = tokens.number("a SACK edge", 0, MAX_NUMBER);
      tokens.expect(':');
      blocks.add(new Sack.Block(left, tokens.number("a SACK edge", 0, MAX_NUMBER)));
    }
    return new Sack(blocks);
  }

  private OptionText timestamps() {
    if (!tokens.accept("val")) {
      throw tokens.expected("'val'");
    }
    long value = tokens.number("TSval", 0, MAX_NUMBER);
    if (!tokens.accept("ecr")) {
      throw tokens.expected("'ecr'");
    }
    return new OptionText.Timestamps(value, tokens.number("TSecr", 0, MAX_NUMBER));
  }

  private List<Byte> bytes() {
    Token first = tokens.peek();
    String hex = tokens.defined(tokens.until(",>"));
    try {
      List<Byte> bytes = new ArrayList<>();
      for (byte b : HexFormat.of().parseHex(hex)) {
        bytes.add(b);
      }
      return bytes;
    } catch (IllegalArgumentException _) {
      throw tokens.error(
          first.place(), "expected pairs of hexadecimal digits, found '" + hex + "'");
    }
  }
}
