import type { NoteFolderView, NoteSummaryView } from '../../contract/notes.ts';
import { listNoteFolders, listNotes } from '../../views/index.ts';
import { escapeHtml, hrefOf, PAGE_END, pageStart } from '../format/html.ts';
import type { Words } from '../language/words.ts';
import { allItems } from '../paged.ts';
import type { ExportJob } from '../types.ts';

/** A smart folder with the notes that follow from its query; null if they do not follow from the backup. */
export interface SmartFolderNotes {
  readonly folder: NoteFolderView;
  readonly notes: readonly NoteSummaryView[] | null;
}

/** The smart folders of all accounts. An excerpt has none, since their notes may not be in it. */
export async function smartFoldersOf({ views, backup, request }: ExportJob): Promise<readonly SmartFolderNotes[]> {
  if ([request.keys, request.from, request.to].some((part) => part !== undefined)) return [];
  const folders = (await listNoteFolders(views, backup)).filter(({ kind }) => kind === 'smart');
  const found: SmartFolderNotes[] = [];
  for (const folder of folders) {
    const notes = allItems<NoteSummaryView>((place) => listNotes(views, backup, { ...place, folder: folder.key }));
    found.push({ folder, notes: folder.isFollowed ? await Array.fromAsync(notes) : null });
  }
  return found;
}

const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem}';

/**
 * The list of smart folders: names of folders, and of their notes with links.
 * @param places paths of the notes by key, relative to the list
 */
export function smartFolderList(
  folders: readonly SmartFolderNotes[],
  format: string,
  places: ReadonlyMap<string, string>,
  words: Words,
): string {
  const { smartFolders, unknownNotes } = words.text.note;
  const link = ({ key, title }: NoteSummaryView): string => {
    const path = places.get(key);
    if (format === 'html') {
      return path === undefined ? escapeHtml(title) : `<a href="${hrefOf(path)}">${escapeHtml(title)}</a>`;
    }
    const text = format === 'markdown' ? title.replace(/[\\[\]<>]/g, String.raw`\$&`) : title;
    return format === 'markdown' && path !== undefined ? `[${text}](<${hrefOf(path)}>)` : text;
  };
  if (format === 'html') {
    const sections = folders.map(({ folder, notes }) => {
      const list = notes?.map((note) => `<li>${link(note)}</li>`).join('');
      return `<h2>${escapeHtml(nameOf(folder, words))}</h2>${list === undefined ? `<p>${unknownNotes}</p>` : `<ul>${list}</ul>`}`;
    });
    return `${pageStart(smartFolders, STYLE, { language: words.language })}<main><h1>${smartFolders}</h1>${sections.join('')}</main>${PAGE_END}`;
  }
  const mark = format === 'markdown' ? '# ' : '';
  const sections = folders.map(({ folder, notes }) =>
    [
      `${mark && '## '}${nameOf(folder, words)}`,
      '',
      ...(notes?.map((note) => `- ${link(note)}`) ?? [unknownNotes]),
      '',
    ].join('\n'),
  );
  return `${mark}${smartFolders}\n\n${sections.join('\n')}`;
}

function nameOf({ name, account }: NoteFolderView, { text }: Words): string {
  return [name ?? text.note.smartFolder, account]
    .filter((part) => part !== null)
    .join(' · ')
    .replace(/\p{Cc}+/gu, ' ');
}
