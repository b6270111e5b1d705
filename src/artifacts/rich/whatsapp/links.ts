import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { asInteger, type Lost, SourceTable } from '../../kit/source-table.ts';
import type { AppFiles } from './files.ts';
import type { References } from './growth/references.ts';
import type { LinkPreview } from './json-types.ts';
import { RelatedRows } from './related-rows.ts';
import { asTrimmed, textColumn } from './values.ts';

/** Maximum size of a text of a preview, in bytes. */
const MAX_PART = 64 * 1024;
/** Maximum number of previews of one message. */
const MAX_PREVIEWS = 64;

/** Link previews: rows of `ZWAMESSAGEDATAITEM`, by message. */
export class Links {
  readonly #related: RelatedRows<keyof ReturnType<typeof linkExpressions>>;
  readonly #files: AppFiles;

  /** @param files finds their pictures */
  constructor(db: SqlDatabase, files: AppFiles, lost: Lost, references: References | null = null) {
    this.#files = files;
    const table = new SourceTable(db, 'ZWAMESSAGEDATAITEM', lost);
    this.#related = new RelatedRows(table, linkExpressions(table), references);
  }

  /**
   * The previews of a message, or null.
   * @param thumbnailPath picture of its media item, used for the first preview without its own picture
   */
  of(message: number, thumbnailPath: string | null): readonly LinkPreview[] | null {
    const rows = this.#related
      .rowsOf(message, null, null)
      .toSorted((a, b) => (asInteger(a.row.index) ?? 0) - (asInteger(b.row.index) ?? 0))
      .slice(0, MAX_PREVIEWS);
    if (rows.length === 0) return null;
    return rows.map(({ row }, index) => {
      const thumbnail = this.#files.media(asTrimmed(row.thumbnailPath) ?? (index === 0 ? thumbnailPath : null));
      return {
        url: asTrimmed(row.url),
        title: asTrimmed(row.title),
        summary: asTrimmed(row.summary),
        content: asTrimmed(row.content) ?? asTrimmed(row.otherContent),
        thumbnail: thumbnail.fileID,
        thumbnailState: thumbnail.state,
      };
    });
  }
}

function linkExpressions(table: SourceTable) {
  const text = (name: string): string => textColumn(table, name, MAX_PART);
  return {
    index: table.integer('ZINDEX'),
    url: text('ZMATCHEDTEXT'),
    title: text('ZTITLE'),
    summary: text('ZSUMMARY'),
    content: text('ZCONTENT1'),
    otherContent: text('ZCONTENT2'),
    thumbnailPath: text('ZTHUMBNAILPATH'),
  };
}
