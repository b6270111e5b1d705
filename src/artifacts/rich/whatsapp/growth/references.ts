import type { PageList } from '../../../kit/growth/page-list.ts';

/** The messages that the rows of a table name (`ZMESSAGE`), by position in the pages of the table. */
export class References {
  readonly pages: PageList;
  /** Z_PKs of messages; NaN for none. */
  readonly messages: Float64Array<ArrayBuffer>;
  /** True if they are filled in. */
  isKnown = false;
  /** True if a row was added that is not in the pages. */
  isBroken = false;
  #next = 0;

  constructor(pages: PageList) {
    this.pages = pages;
    this.messages = new Float64Array(pages.rowids.length).fill(Number.NaN);
  }

  /** Adds a row; they come by ROWID. */
  add(pk: number, message: number): void {
    const { rowids } = this.pages;
    while ((rowids[this.#next] ?? Infinity) < pk) this.#next++;
    if (rowids[this.#next] === pk) this.messages[this.#next] = message;
    else this.isBroken = true;
  }

  /** Calls back with all rows that name a message. */
  forEach(visit: (pk: number, message: number) => void): void {
    const { rowids } = this.pages;
    for (let position = 0; position < rowids.length; position++) {
      const message = this.messages[position] as number;
      if (!Number.isNaN(message)) visit(rowids[position] as number, message);
    }
  }
}
