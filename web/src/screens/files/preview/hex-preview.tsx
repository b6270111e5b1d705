import { type ReactNode, useMemo } from 'react';
import type { z } from 'zod';
import type { HexPreviewSchema } from '../../../../../src/contract/preview.ts';
import type { MorePages } from '../../../api/more-pages.ts';
import { VirtualList } from '../../../components/virtual-list.tsx';
import { useText } from '../../../i18n/text.tsx';

/** Bytes per line. */
const LINE = 16;

interface HexLine {
  readonly offset: number;
  readonly bytes: string;
  readonly text: string;
}

/** Bytes with offset, in hexadecimal and as characters. */
export function HexPreview({
  backup,
  parts,
  more,
}: {
  readonly backup: string;
  readonly parts: readonly z.infer<typeof HexPreviewSchema>[];
  readonly more: MorePages;
}): ReactNode {
  const t = useText();
  const lines = useMemo(() => parts.flatMap(({ offset, hex }) => linesOf(offset, hex)), [parts]);
  return (
    <VirtualList
      label={t.files.preview.hexColumns}
      items={lines}
      keyOf={({ offset }) => String(offset)}
      more={more}
      backup={backup}
      className="h-full overflow-x-auto py-3 font-mono text-sm focus-visible:-outline-offset-2"
      render={({ offset, bytes, text }) => (
        <div className="flex w-max gap-5 px-4 leading-6 whitespace-pre">
          <span className="text-muted">{offset.toString(16).padStart(8, '0')}</span>
          <span>{bytes.padEnd(3 * LINE - 1)}</span>
          <span className="text-muted">{text}</span>
        </div>
      )}
    />
  );
}

function linesOf(start: number, hex: string): HexLine[] {
  const lines: HexLine[] = [];
  for (let at = 0; at < hex.length; at += 2 * LINE) {
    const pairs = hex.slice(at, at + 2 * LINE).match(/../g) ?? [];
    lines.push({
      offset: start + at / 2,
      bytes: pairs.join(' '),
      text: pairs.map((pair) => printable(Number.parseInt(pair, 16))).join(''),
    });
  }
  return lines;
}

/** A printable ASCII character, or a dot. */
function printable(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}
