/** Writes `dynamic-lexicon.dat` with these words. A repeated word has a higher count. */
export function writeDynamicLexicon(words: readonly string[]): Buffer {
  const uses = new Map<string, number>();
  for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1);
  const header = Buffer.alloc(24);
  header.write('DynamicDictionary-9', 'latin1');
  header.writeUInt32BE(uses.size, 20);
  const entries = [...uses].map(([word, count], index) => {
    // Words of the keyboard's built-in dictionary have numbers of two bytes, others of four.
    const number = index % 2 === 0 ? Buffer.of(0x84, 0x33 + index) : Buffer.of(0xc0, 0xc0, 0, 0x20 + index);
    const facts = Buffer.alloc(8);
    facts.writeUInt32LE(count);
    return Buffer.concat([number, facts, Buffer.from(`${word}\0`)]);
  });
  const footer = Buffer.from('56a05c840100c0000000ffffff00c0003200000000', 'hex');
  return Buffer.concat([header, ...entries, footer]);
}
