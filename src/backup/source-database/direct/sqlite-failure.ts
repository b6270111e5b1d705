import { abandonEngine, type Engine } from './engine.ts';

const SQLITE_INTERNAL = 2;
const SQLITE_NOMEM = 7;
const SQLITE_IOERR = 10;

/** The error of the last call, in the form of `node:sqlite`. */
export function sqliteError(engine: Engine, database: number): Error {
  const { raw, sqlite } = engine;
  const errcode = database === 0 ? SQLITE_NOMEM : raw.sqlite3_extended_errcode(database);
  const errstr = sqlite.wasm.cstrToJs(raw.sqlite3_errstr(errcode)) ?? '';
  const message = database === 0 ? errstr : (sqlite.wasm.cstrToJs(raw.sqlite3_errmsg(database)) ?? errstr);
  const cause = (errcode & 0xff) === SQLITE_IOERR ? { cause: engine.failure() } : {};
  return Object.assign(new Error(message, cause), { code: 'ERR_SQLITE_ERROR', errcode, errstr });
}

/** True for what a WebAssembly module throws when it traps or exhausts its stack. */
export function isTrap(error: unknown): boolean {
  return error instanceof Error && (error.name === 'RuntimeError' || error instanceof RangeError);
}

/** The error of a trap, which only a database can cause that was made to. The state of the engine is undefined then. */
export function trapError(cause: unknown): Error {
  abandonEngine();
  const errstr = 'internal error';
  return Object.assign(new Error(errstr, { cause }), { code: 'ERR_SQLITE_ERROR', errcode: SQLITE_INTERNAL, errstr });
}
