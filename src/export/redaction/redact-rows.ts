import type { Redaction } from '../../contract/redaction.ts';
import type { Column, TableDefinition } from '../../model/columns.ts';
import { decodeTableKey, encodeTableKey } from '../../model/table-key.ts';
import {
  type CopiedCoreTable,
  NAMING_ARTIFACT,
  type RowChanges,
  type SourceRow,
  type SourceTable,
} from '../../views/index.ts';
import { redactedName } from './file-class.ts';
import { redactJson, redactNumber } from './redact-json.ts';
import type { Redactor } from './redactor.ts';
import type { ReplacedText } from './text/match.ts';

/** Columns that say where something was. */
const PLACE_COLUMN =
  /^(?:latitude|longitude|altitude|accuracy|locationAccuracy|place|placeDetails|location|travelFrom|address|addresses|city|bssid)$/;
/** Columns with names of files. */
const FILE_NAME = /(?:filename|name|path)$/i;
/** Column of a text that ranges in other columns of its row refer to. */
const TEXT = 'text';
/** What is known of a device besides its name. */
const DEVICE = ['udid', 'serialNumber', 'phoneNumber', 'imei', 'iccid'];

/** Which records a redacted copy has. */
export interface RowChoice {
  /** Search types that are left out. */
  readonly leftOut: ReadonlySet<string>;
  /** True for rows of the search index that are wanted; null for all. */
  readonly isFound: ((type: string, ref: string) => boolean) | null;
  /** Definition of the table of a kind. */
  readonly definitionOf: (type: string) => TableDefinition | null;
}

/** Redacts every row of an index by what its columns are declared to hold. */
export class RowRedactor implements RowChanges {
  readonly #redactor: Redactor;
  readonly #redaction: Redaction;
  readonly #choice: RowChoice;

  constructor(redactor: Redactor, redaction: Redaction, choice: RowChoice) {
    this.#redactor = redactor;
    this.#redaction = redaction;
    this.#choice = choice;
  }

  row(table: SourceTable, row: SourceRow): SourceRow | null {
    const { kind, definition, artifact } = table;
    if (kind !== null && this.#choice.leftOut.has(kind.id)) return null;
    const { columns, primaryKey } = definition;
    if (artifact === NAMING_ARTIFACT && 'displayName' in columns) {
      const label = this.#redactor.contacts.get(textOf(row['key']));
      if (label !== undefined)
        return { key: row['key'], displayName: label, isOwner: row['isOwner'], isCompany: false };
    }
    const text = typeof row[TEXT] === 'string' ? this.#redactor.replace(row[TEXT]) : null;
    const person = typeof row['handle'] === 'string' ? this.#redactor.personOf(row['handle']) : null;
    const changed: Record<string, unknown> = {};
    for (const [name, column] of Object.entries(columns)) {
      const value = row[name];
      changed[name] =
        value === null || value === undefined
          ? null
          : name === TEXT && text !== null
            ? text.text
            : // The picture of a chat with one person is that person's.
              name === 'photo' && person !== null
              ? null
              : this.#value(name, column, value, primaryKey.includes(name), text);
    }
    return changed;
  }

  core(table: CopiedCoreTable, row: SourceRow): SourceRow | null {
    if (table === 'artifact_search_index') return this.#searchRow(row);
    if (table === 'source_files') return this.#sourceFile(row);
    if (table === 'marks') return this.#mark(row);
    const changed = this.#plain(row);
    if (table === 'backups') return { ...changed, ...this.#device(row) };
    if (table === 'index_runs')
      return { ...changed, publicId: row['publicId'], owner: '', fingerprint: '', progress: null };
    return { ...changed, artifact: row['artifact'], signature: null, termRuns: row['termRuns'] };
  }

  #value(name: string, column: Column, value: unknown, isKey: boolean, text: ReplacedText | null): unknown {
    const redactor = this.#redactor;
    if (column.format === 'secret') return null;
    if (isKey) {
      if (typeof value !== 'string') return value;
      return name === 'handleKey' ? redactor.handle(value) : redactor.key(value);
    }
    if (this.#removesPlaces && PLACE_COLUMN.test(name)) {
      redactor.countPlace();
      return null;
    }
    switch (column.kind) {
      case 'handle':
        return redactor.handle(value as string);
      case 'file':
        return redactor.file(value as string);
      case 'text':
        return FILE_NAME.test(name)
          ? redactedName(redactor.text(value as string), this.#redaction)
          : redactor.text(value as string);
      case 'json':
        return this.#json(value, text);
      case 'integer':
      case 'real':
        return redactNumber(value as number, redactor);
      case 'boolean':
      case 'time':
        return value;
      default:
        return null;
    }
  }

  #json(value: unknown, text: ReplacedText | null): unknown {
    // A range that refers to the text of another row, whose replacements are not known here.
    if (isRange(value)) return null;
    return redactJson(value, { redactor: this.#redactor, removesPlaces: this.#removesPlaces, text });
  }

  get #removesPlaces(): boolean {
    return this.#redaction.places === 'remove';
  }

  /** A row of a core table: texts and data redacted, all else as it is. */
  #plain(row: SourceRow): SourceRow {
    return Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        if (typeof value === 'string') return [name, this.#redactor.text(value)];
        return [name, typeof value === 'object' && value !== null ? this.#json(value, null) : value];
      }),
    );
  }

  #device(row: SourceRow): SourceRow {
    const { owner, numbers } = this.#redaction;
    const unknown = owner ? DEVICE : numbers ? ['phoneNumber', 'imei', 'iccid'] : ['imei', 'iccid'];
    return {
      ...Object.fromEntries(DEVICE.map((name) => [name, row[name]])),
      phoneNumber: typeof row['phoneNumber'] === 'string' ? this.#redactor.handle(row['phoneNumber']) : null,
      ...Object.fromEntries(unknown.map((name) => [name, null])),
      publicId: row['publicId'],
      path: '',
      fingerprint: '',
      statusUuid: null,
    };
  }

  /** Null for a source file whose path gives something away. */
  #sourceFile(row: SourceRow): SourceRow | null {
    const changed = this.#plain({ domain: row['domain'], relativePath: row['relativePath'] });
    const isSafe = changed['domain'] === row['domain'] && changed['relativePath'] === row['relativePath'];
    return isSafe ? row : null;
  }

  #mark(row: SourceRow): SourceRow | null {
    const kind = textOf(row['kind']);
    if (this.#choice.leftOut.has(kind)) return null;
    return { ...this.#plain(row), kind, key: this.recordKey(kind, textOf(row['key'])) };
  }

  #searchRow(row: SourceRow): SourceRow | null {
    const [type, ref] = [textOf(row['type']), textOf(row['ref'])];
    if (this.#choice.leftOut.has(type) || this.#choice.isFound?.(type, ref) === false) return null;
    return {
      ...row,
      ref: this.recordKey(type, ref),
      displayText: this.#redactor.text(textOf(row['displayText'])),
      payload: this.#json(row['payload'], null),
    };
  }

  /** The key of a record of a kind, as it is in the copy. */
  recordKey(kind: string, key: string): string {
    const definition = this.#choice.definitionOf(kind);
    const parts = definition === null ? null : decodeTableKey(key, definition);
    if (parts === null) return this.#redactor.key(key);
    return encodeTableKey(parts.map((part) => (typeof part === 'string' ? this.#redactor.key(part) : part)));
  }
}

function isRange(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'start' in value && 'length' in value && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
