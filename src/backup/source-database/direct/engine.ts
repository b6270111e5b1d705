import type { Sqlite3Result, Sqlite3Static } from '@sqlite.org/sqlite-wasm';

/** The bytes of a database, read synchronously. */
export interface DatabaseBytes {
  readonly size: number;
  /** Fills `target` from `position`, with zeros after the end; returns the number of bytes that are not. */
  read(target: Uint8Array, position: number): number;
  /** Takes a page that SQLite has written; absent for a database that is only read. */
  write?(page: Uint8Array, position: number): void;
}

/** Functions of the WebAssembly module that run for every row or value; the typed wrappers convert their arguments. */
export interface RawSqlite {
  sqlite3_step(statement: number): number;
  sqlite3_reset(statement: number): number;
  sqlite3_finalize(statement: number): number;
  sqlite3_clear_bindings(statement: number): number;
  sqlite3_column_count(statement: number): number;
  sqlite3_column_name(statement: number, column: number): number;
  sqlite3_column_type(statement: number, column: number): number;
  sqlite3_column_double(statement: number, column: number): number;
  sqlite3_column_int64(statement: number, column: number): bigint;
  sqlite3_column_text(statement: number, column: number): number;
  sqlite3_column_blob(statement: number, column: number): number;
  sqlite3_column_bytes(statement: number, column: number): number;
  sqlite3_bind_null(statement: number, index: number): number;
  sqlite3_bind_double(statement: number, index: number, value: number): number;
  sqlite3_bind_int64(statement: number, index: number, value: bigint): number;
  sqlite3_bind_text(statement: number, index: number, text: number, length: number, destructor: number): number;
  sqlite3_bind_blob(statement: number, index: number, bytes: number, length: number, destructor: number): number;
  sqlite3_errmsg(database: number): number;
  sqlite3_extended_errcode(database: number): number;
  sqlite3_errstr(code: number): number;
  sqlite3_limit(database: number, id: number, value: number): number;
}

/** SQLite as WebAssembly in this thread, with our VFS. Its memory never shrinks. */
export interface Engine {
  readonly sqlite: Sqlite3Static;
  readonly raw: RawSqlite;
  /** All of its memory as a Buffer, which is another one after it has grown. */
  readonly memory: () => Buffer;
  /** Makes bytes known to the VFS; they are opened by the returned name. */
  readonly add: (bytes: DatabaseBytes) => string;
  readonly remove: (name: string) => void;
  /** Error of the last read that failed. */
  readonly failure: () => unknown;
}

/** Name of our VFS. */
export const VFS = 'apple-juicer';

const OK = 0;
/** Beyond any page number of SQLite, but still exact. */
const MAX_POSITION = Number.MAX_SAFE_INTEGER;

let loading: Promise<Engine> | null = null;

/** The engine of this thread. Loading takes about 20 ms. */
export function loadEngine(): Promise<Engine> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** Leaves an engine whose state is undefined after it has trapped to its databases; the next one is opened in a new one. */
export function abandonEngine(): void {
  loading = null;
}

/** Hides browser storage while the module starts: it checks for it, and Node prints a warning for each access. */
async function withoutLocalStorage<T>(start: () => Promise<T>): Promise<T> {
  const hidden = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  if (hidden === undefined) return start();
  Object.defineProperty(globalThis, 'localStorage', { value: undefined, configurable: true });
  try {
    return await start();
  } finally {
    Object.defineProperty(globalThis, 'localStorage', hidden);
  }
}

async function load(): Promise<Engine> {
  const { default: init } = await import('@sqlite.org/sqlite-wasm');
  const sqlite = await withoutLocalStorage(init);
  const { capi, wasm } = sqlite;
  const known = new Map<string, DatabaseBytes>();
  const open = new Map<number, DatabaseBytes>();
  let count = 0;
  let failure: unknown = null;
  let heap: Buffer = Buffer.alloc(0);
  const memory = (): Buffer => {
    const { buffer } = wasm.heap8u();
    if (heap.buffer !== buffer) heap = Buffer.from(buffer);
    return heap;
  };

  const io = new capi.sqlite3_io_methods();
  const vfs = new capi.sqlite3_vfs();
  const system = new capi.sqlite3_vfs(capi.sqlite3_vfs_find(null));
  vfs.$iVersion = 1;
  vfs.$szOsFile = new capi.sqlite3_file().structInfo.sizeof;
  vfs.$mxPathname = 256;
  sqlite.vfs.installVfs({
    io: {
      struct: Object.assign(io, { $iVersion: 1 }),
      methods: {
        xClose: (file) => {
          open.delete(file);
          return OK;
        },
        // The offset is a bigint, whatever its declared type says.
        xRead: (file, buffer, length, offset: number | bigint) => {
          const position = Number(offset);
          const target = wasm.heap8u().subarray(buffer, buffer + length);
          try {
            if (!(position <= MAX_POSITION)) return capi.SQLITE_IOERR_READ;
            const read = open.get(file)?.read(target, position) ?? 0;
            return read < length ? capi.SQLITE_IOERR_SHORT_READ : OK;
          } catch (error) {
            // An exception must not unwind the frames of SQLite.
            failure = error;
            return capi.SQLITE_IOERR_READ;
          }
        },
        xFileSize: (file, size) => {
          wasm.poke64(size, BigInt(open.get(file)?.size ?? 0));
          return OK;
        },
        xWrite: (file, buffer, length, offset: number | bigint) => {
          const bytes = open.get(file);
          if (bytes?.write === undefined) return capi.SQLITE_READONLY;
          bytes.write(wasm.heap8u().slice(buffer, buffer + length), Number(offset));
          return OK;
        },
        xTruncate: () => capi.SQLITE_READONLY,
        xSync: () => OK,
        xLock: () => OK,
        xUnlock: () => OK,
        xCheckReservedLock: (_file, result) => {
          wasm.poke32(result, 0);
          return OK;
        },
        xFileControl: () => capi.SQLITE_NOTFOUND,
        // Nothing changes a file that is only read: SQLite takes no locks and looks for no journal.
        xDeviceCharacteristics: (file) =>
          (open.get(file)?.write === undefined ? capi.SQLITE_IOCAP_IMMUTABLE : 0) as number as Sqlite3Result,
      },
    },
    vfs: {
      struct: vfs,
      name: VFS,
      methods: {
        xOpen: (_vfs, name, file, flags, outFlags) => {
          const bytes = name === 0 ? undefined : known.get(wasm.cstrToJs(name) ?? '');
          if (bytes === undefined || (flags & capi.SQLITE_OPEN_MAIN_DB) === 0) return capi.SQLITE_CANTOPEN;
          const opened = new capi.sqlite3_file(file);
          opened.$pMethods = io.pointer;
          opened.dispose();
          open.set(file, bytes);
          if (outFlags !== 0) wasm.poke32(outFlags, flags);
          return OK;
        },
        xDelete: () => capi.SQLITE_IOERR_DELETE,
        xAccess: (_vfs, _name, _flags, result) => {
          wasm.poke32(result, 0);
          return OK;
        },
        xFullPathname: (_vfs, name, length, target) => {
          const copied = wasm.cstrncpy(target, name, length);
          return copied < length ? OK : capi.SQLITE_CANTOPEN;
        },
        xGetLastError: () => {},
      },
    },
  });
  for (const own of ['$xRandomness', '$xSleep', '$xCurrentTime'] as const)
    Reflect.set(vfs, own, Reflect.get(system, own));
  system.dispose();
  return {
    sqlite,
    raw: wasm.exports as RawSqlite,
    memory,
    add: (bytes) => {
      const name = `source-${++count}`;
      known.set(name, bytes);
      return name;
    },
    remove: (name) => void known.delete(name),
    failure: () => failure,
  };
}
