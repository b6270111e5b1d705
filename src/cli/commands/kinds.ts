import { Command } from 'commander';
import { SHORT, withApp } from '../context.ts';
import { findBackupInCatalog } from '../find-backup.ts';
import { formatCount } from '../format.ts';
import { examples } from '../help.ts';
import { BACKUP } from '../options.ts';
import { requireIndex } from '../pages.ts';
import { formatTable, type TableColumn } from '../table.ts';

/** A row of the list. */
interface KindLine {
  readonly id: string;
  readonly area: string;
  readonly name: string;
  /** Absent if no backup was given. */
  readonly count?: number | null;
  readonly outcome?: string | null;
}

/** `apple-juicer kinds [ID]` */
export function kindsCommand(): Command {
  return new Command('kinds')
    .summary('list the record kinds, and their counts in a backup')
    .argument('[ID]', `${BACKUP}; all kinds if omitted`)
    .addHelpText('after', examples('kinds', 'kinds k3v9', 'kinds k3v9 --json'))
    .action((id: string | undefined, _options: object, command: Command) =>
      withApp(
        command,
        id,
        async ({ app, out }) => {
          const { listKindCounts, listKinds } = await import('../../views/index.ts');
          const kinds = listKinds();
          const lines = kinds.items.map((kind): KindLine => ({ id: kind.id, area: kind.area, name: nameOf(kind) }));
          if (id === undefined) {
            if (out.json) return out.document(kinds);
            return out.text(formatTable(lines, COLUMNS));
          }
          const { publicId } = requireIndex(await findBackupInCatalog(app, id));
          const counts = await listKindCounts(app.views, publicId);
          if (out.json) return out.document(counts);
          const counted = new Map(counts.items.map((item) => [item.kind, item]));
          const shown = lines.map((line): KindLine => ({ ...line, ...counted.get(line.id) }));
          const richestFirst = shown.toSorted((a, b) => (b.count ?? -1) - (a.count ?? -1));
          await out.text(formatTable(richestFirst, [...COLUMNS, ...COUNTS]));
        },
        SHORT,
      ),
    );
}

function nameOf({ names }: { readonly names: Readonly<Record<string, readonly [string, string]>> }): string {
  return names['en']?.[1] ?? '';
}

const COLUMNS: readonly TableColumn<KindLine>[] = [
  { title: 'KIND', value: ({ id }) => id },
  { title: 'AREA', value: ({ area }) => area },
  { title: 'NAME', value: ({ name }) => name, maxWidth: 40 },
];

const COUNTS: readonly TableColumn<KindLine>[] = [
  { title: 'RECORDS', value: ({ count = null }) => (count === null ? '–' : formatCount(count)), align: 'right' },
  { title: 'OUTCOME', value: ({ outcome }) => outcome ?? 'not read yet' },
];
