import type { DatabaseSync } from 'node:sqlite';
import { type Lost, SourceTable } from '../../kit/source-table.ts';
import type { AppFiles } from './files.ts';
import type { LinkPreview } from './json-types.ts';
import { Satellite } from './satellite.ts';
import { asTrimmed, textColumn } from './values.ts';

/** Longest part of a preview that is read, in bytes. */
const MAX_PART = 64 * 1024;
/** Previews of one message that are read. */
const MAX_PREVIEWS = 64;

/** The previews of links: rows of `ZWAMESSAGEDATAITEM`, by message. */
export class Links {
  private readonly satellite: Satellite;
  private readonly files: AppFiles;

  /** @param files finds their pictures */
  constructor(db: DatabaseSync, files: AppFiles, lost: Lost) {
    this.files = files;
    const table = new SourceTable(db, 'ZWAMESSAGEDATAITEM', lost);
    const columns = ['ZMATCHEDTEXT', 'ZTITLE', 'ZSUMMARY', 'ZCONTENT1', 'ZCONTENT2', 'ZTHUMBNAILPATH'];
    this.satellite = new Satellite(
      table,
      columns.map((name) => textColumn(table, name, MAX_PART)),
    );
  }

  /**
   * The previews of a message, null when it has none.
   * @param thumbnailPath of its media item: the picture of the first preview, where that has none of its own
   */
  of(message: number, thumbnailPath: string | null): readonly LinkPreview[] | null {
    const rows = this.satellite.rowsOf(message, null).slice(0, MAX_PREVIEWS);
    if (rows.length === 0) return null;
    return rows.map(({ row }, index) => {
      const [url, title, summary, first, second, ownThumbnail] = row.map(asTrimmed);
      const thumbnail = this.files.media(ownThumbnail ?? (index === 0 ? thumbnailPath : null));
      return {
        url: url ?? null,
        title: title ?? null,
        summary: summary ?? null,
        content: first ?? second ?? null,
        thumbnail: thumbnail.fileID,
        thumbnailState: thumbnail.state,
      };
    });
  }
}
