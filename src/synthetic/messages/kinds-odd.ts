import type { MessageKind } from './message-kind.ts';

/** A message with a text that must be escaped or handled literally. */
function hostile(name: string, text: string): MessageKind {
  return {
    name,
    since: 6,
    weight: 1,
    write: (writer, scene) => {
      const rowId = writer.write(scene, writer.body(text));
      writer.remember(scene, text.length);
      return { rowId, text };
    },
  };
}

/** Hostile texts and inconsistent rows. */
export const ODD_KINDS: readonly MessageKind[] = [
  hostile('hostile-html', `<script>alert("xss")</script><img src=x onerror="alert(1)">&lt;b&gt; </textarea>`),
  hostile('hostile-formula', '=HYPERLINK("http://example.com/?"&A1,"click")'),
  hostile('hostile-direction', 'invoice\u202Efdp.exe\u202C and \u2066isolated\u2069'),
  hostile('hostile-controls', 'bell\u0007 escape\u001b[31mred\u001b[0m tab\t backspace\b'),
  hostile('hostile-sql', `Robert'); DROP TABLE message;-- %_\\ "MATCH" NEAR(a b) *`),
  hostile('hostile-zalgo', `Z${'\u0301\u0327'.repeat(40)}algo`),
  hostile('hostile-lone-surrogate', 'half of a pair: \ud83d and \ude00 reversed'),
  hostile('hostile-nul', 'before\u0000after'),
  {
    name: 'hostile-body',
    since: 6,
    weight: 1,
    write: (writer, scene) => {
      const text = 'beside a damaged body';
      const rowId = writer.write(scene, {
        text,
        attributedBody: Buffer.from('\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84', 'latin1'),
      });
      return { rowId, text };
    },
  },
  {
    name: 'empty',
    since: 6,
    weight: 1,
    write: (writer, scene) => ({ rowId: writer.write(scene, { text: '', attributedBody: null }), text: '' }),
  },
  {
    name: 'unknown-codes',
    since: 10,
    weight: 1,
    write: (writer, scene) => {
      const text = 'Codes nobody knows';
      const rowId = writer.write(scene, {
        ...writer.text(text),
        associated_message_type: 7777,
        service: ' FutureChat ',
      });
      return { rowId, text };
    },
  },
  {
    name: 'unknown-sender',
    since: 6,
    weight: 1,
    write: (writer, scene) => {
      const text = 'From a handle that is not there';
      const rowId = writer.write({ ...scene, fromMe: false }, { ...writer.text(text), handle_id: 987_654 });
      return { rowId, text, fromMe: false };
    },
  },
];
