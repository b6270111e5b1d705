import { setTimeout as sleep } from 'node:timers/promises';
import type { ArtifactTables } from '../../artifacts/registry.ts';
import { artifactFacts } from '../../artifacts/registry-facts.ts';
import { beginScan } from '../../backup/contents-scan.ts';
import { currentFingerprint } from '../../backup/discovery/inspect.ts';
import { msg, plain } from '../../locales/messages.ts';
import { type ArtifactChoice, isChosen } from '../../model/artifact-choice.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';
import type { LedgerEntry } from '../../model/outcome.ts';
import { isIndexed } from '../../model/progress.ts';
import type {
  Batch,
  BulkWriter,
  ClaimedPiece,
  EarlierReading,
  PieceResult,
  Store,
  WriteTarget,
} from '../../storage/index.ts';
import { type Job, plannedArtifact, type RunEvent } from '../protocol.ts';
import type { Reader, ReaderUpdate } from './reader.ts';
import type { Readers } from './readers.ts';
import { nullIfKnown, scanBeside } from './shared-scan.ts';

/** Interval between progress events in milliseconds. */
const REPORT_EVERY_MS = 200;
/** Pause between two transactions in milliseconds, which lets other writers in. */
const WRITER_PAUSE_MS = 2;
/** Maximum number of claims of a piece whose workers were lost: its contents may be what kills them. */
const MAX_CLAIMS = 3;

type ClaimedRead = ClaimedPiece & { readonly target: WriteTarget };

/** Artifacts with something to show at once, in the order of the registry. */
const PREVIEWS = artifactFacts.filter(({ preview }) => preview !== null);

/** Dependencies of the loop. */
export interface PieceLoopOptions {
  readonly job: Job;
  /** The last one is closed at the end of the loop. */
  readonly readers: Pick<
    Readers<Pick<Reader, 'ask' | 'order' | 'answer' | 'tell' | 'batchWritten' | 'terminate'>>,
    'current' | 'of'
  >;
  readonly store: Pick<Store<ArtifactTables>, 'backups' | 'domains' | 'pieces' | 'runs' | 'unread'>;
  readonly writer: BulkWriter;
  readonly onEvent: (event: RunEvent) => void;
  /**
   * Called if the run or piece was taken over or the database is gone: nothing this process writes may count any more.
   */
  readonly giveUp: () => never;
}

/**
 * Works on a run, piece by piece, until none is left to claim. The process that finishes the last piece finishes the
 * run. Several loops, in any processes, can work on the same run.
 */
export class PieceLoop {
  readonly #options: PieceLoopOptions;
  #piece: ClaimedPiece | null = null;
  /** The piece that the reader begins with when it has read {@link #piece}. */
  #next: ClaimedRead | null = null;
  #progress = { fraction: 0, records: 0, rows: 0 };
  #lastReport = 0;
  #turn: Promise<unknown> = Promise.resolve();
  /** The latest batch and those before. */
  #writing: Promise<unknown> = Promise.resolve();
  /** It does not change during a run. */
  #choice: ArtifactChoice | null = null;

  constructor(options: PieceLoopOptions) {
    this.#options = options;
  }

  get #reader(): PieceLoopOptions['readers']['current'] {
    return this.#options.readers.current;
  }

  /**
   * Returns `ended` if the run has ended, by this process or another, and `left` if others work on the rest.
   * @throws DomainError if the backup cannot be read or the run cannot be recorded
   */
  async run(): Promise<'ended' | 'left'> {
    const { job, giveUp } = this.#options;
    const heartbeat = setInterval(() => {
      this.#exclusively(() => this.#heartbeat()).catch(giveUp);
    }, job.heartbeatMs);
    try {
      const end = await this.#work();
      await this.#reader.ask({ type: 'close' }, 'closed');
      // Before the run is finished, which takes memory of its own where rows of an earlier one are kept.
      await this.#reader.terminate();
      if (end === 'ended') await this.#exclusively(() => this.#finishRun());
      return end;
    } finally {
      clearInterval(heartbeat);
      await this.#turn;
      await this.#writing.catch(() => {});
      await this.#reader.terminate();
    }
  }

  async #work(): Promise<'ended' | 'left'> {
    const { job, store } = this.#options;
    this.#choice = (await store.backups.get(job.backup)).choice;
    const { run, holder, worker } = job;
    const previews = job.previews ? PREVIEWS.filter(({ id }) => isChosen(this.#choice, id)) : [];
    for (;;) {
      this.#progress = { fraction: 0, records: 0, rows: 0 };
      const next = this.#next;
      if (next !== null) {
        [this.#piece, this.#next] = [next, null];
        await this.#write(next);
        continue;
      }
      const claim = await this.#exclusively(() => store.pieces.claim(run, { holder, worker }, { previews }));
      if (claim.type === 'busy') return 'left';
      if (claim.type === 'complete') return 'ended';
      this.#piece = claim.piece;
      await this.#perform(claim.piece);
    }
  }

  /**
   * Two processes that finish their last pieces simultaneously may both get here; one is enough.
   * @throws BACKUP_NOT_FOUND if the backup is gone: artifacts whose files could not be found have not read everything
   */
  async #finishRun(): Promise<void> {
    const { job, store } = this.#options;
    const fingerprint = await currentFingerprint(job.path);
    if (fingerprint === null) throw new DomainError('BACKUP_NOT_FOUND', msg('detail.backup-gone-meanwhile'));
    try {
      await store.runs.finish(job.run, fingerprint);
    } catch (error) {
      if (!isDomainError(error, 'CONFLICT')) throw error;
      const { state } = await store.runs.get(job.run);
      if (!isIndexed(state)) throw error;
    }
  }

  async #perform(piece: ClaimedPiece): Promise<void> {
    await this.#options.readers.of(piece.kind === 'preview' ? 'preview' : 'read');
    if (piece.kind === 'plan') return this.#plan(piece);
    const claimed = withTarget(piece);
    if (piece.kind === 'preview') return this.#preview(claimed);
    if (piece.kind === 'combine') return this.#combine(claimed);
    if (piece.claim > MAX_CLAIMS) return this.#finish(claimed, givenUp(piece), 0);
    await this.#order(claimed);
    return this.#write(claimed);
  }

  /** A preview that was claimed before has cost a worker its life, so it is left out. */
  async #preview(piece: ClaimedRead): Promise<void> {
    const { job, store, onEvent } = this.#options;
    const { target, artifact } = piece;
    const places = artifactFacts.find(({ id }) => id === artifact)?.preview ?? {};
    const result =
      piece.claim > 1
        ? null
        : (
            await this.#reader.ask({ type: 'preview', target, places }, 'preview', (update) =>
              this.#exclusively(() => this.#handleUpdate(update)),
            )
          ).result;
    await this.#writing;
    await this.#leave(() => store.pieces.finishPreview(job.run, piece, result));
    if (result !== null) onEvent({ type: 'preview', artifact, backTo: result.backTo });
  }

  async #plan(piece: ClaimedPiece): Promise<void> {
    const { job, store, onEvent } = this.#options;
    if (piece.claim > MAX_CLAIMS) {
      throw new DomainError('DAMAGED_BACKUP', msg('detail.worker-crashed-at-start', { times: MAX_CLAIMS }));
    }
    const rows = await store.runs.currentArtifactRuns(job.backup);
    const current = Object.fromEntries(
      rows.flatMap(({ artifact, signature }) => (signature === null ? [] : [[artifact, signature]])),
    );
    const isSized = await this.#isSized();
    const remembered = Object.fromEntries(
      (await store.runs.remembered(job.backup)).map(({ artifact, version }) => [artifact, version]),
    );
    const scan = await beginScan(job.path).catch(nullIfKnown);
    this.#reader.order({ type: 'plan', current, remembered, isSized, choice: this.#choice, scan });
    this.#reader.tell({ type: 'scanned', part: scan === null ? null : await scanBeside(scan) });
    const { artifacts, size } = await this.#reader.answer('planned', async () => {});
    await this.#leave(() => store.pieces.plan(job.run, piece, artifacts));
    if (size !== null) {
      const { domains, coverage, ...total } = size;
      await this.#exclusively(() => store.backups.setSize(job.backup, total));
      await this.#exclusively(() => store.domains.replace(job.backup, domains));
      await this.#exclusively(() => store.unread.replace(job.backup, coverage));
    }
    onEvent({
      type: 'planned',
      artifacts: artifacts.map(plannedArtifact),
    });
  }

  async #isSized(): Promise<boolean> {
    const { job, store } = this.#options;
    const { sizeBytes, fileCount, storeCount } = await store.backups.get(job.backup);
    if (storeCount === null) return false;
    return sizeBytes !== null && fileCount !== null && (await store.domains.list(job.backup)).length > 0;
  }

  async #order(piece: ClaimedRead): Promise<void> {
    const { target, slice, slices } = piece;
    this.#reader.order({ type: 'read', target, slice, slices, earlier: await this.#earlier(piece) });
  }

  /** Writes what is read of a piece, and has the next one read meanwhile. */
  async #write(piece: ClaimedRead): Promise<void> {
    this.#report(true);
    await this.#readAhead(piece);
    const { result, records } = await this.#reader.answer('read', (update) =>
      this.#exclusively(() => this.#handleUpdate(update)),
    );
    await this.#finish(piece, result, records);
  }

  /**
   * Gives the reader another piece, so that it has something to do while the rest of this one is written. Not if other
   * workers could take it, and not beside a piece that has cost a worker its life.
   */
  async #readAhead({ claim: claims }: ClaimedRead): Promise<void> {
    const { job, store } = this.#options;
    const { run, holder, worker, helpers } = job;
    if (helpers > 1 || claims > 1) return;
    const claim = await this.#exclusively(() => store.pieces.claim(run, { holder, worker }, { ahead: true }));
    if (claim.type !== 'piece') return;
    this.#next = withTarget(claim.piece);
    await this.#order(this.#next);
  }

  /** The reading that this one builds on: the same at every claim of the piece, as its rows are written once. */
  async #earlier(piece: ClaimedRead): Promise<EarlierReading | null> {
    const artifact = artifactFacts.find(({ id }) => id === piece.artifact);
    if (artifact === undefined || piece.slices > 1) return null;
    return this.#exclusively(() => this.#options.store.pieces.earlier(piece, artifact));
  }

  async #handleUpdate(update: ReaderUpdate): Promise<void> {
    if (update.type === 'progress') {
      this.#progress = { fraction: update.fraction, records: update.records, rows: update.rows };
      this.#report(false);
      return;
    }
    await this.#writeBehind(update.batch);
    await sleep(WRITER_PAUSE_MS);
  }

  /** Has a batch written, and waits only for the one before. */
  async #writeBehind(batch: Batch): Promise<void> {
    const [before, reader] = [this.#writing, this.#reader];
    this.#writing = this.#options.writer.write(batch).then(() => reader.batchWritten());
    // An error is thrown where the batch is waited for.
    this.#writing.catch(() => {});
    await before;
  }

  async #combine(piece: ClaimedRead): Promise<void> {
    const { store, writer } = this.#options;
    const slices = await store.pieces.slices(piece);
    const { combineSlices } = await import('./combine-slices.ts');
    const result = await combineSlices(piece.target, slices, (batch) => this.#exclusively(() => writer.write(batch)));
    await this.#finish(piece, result, 0);
  }

  async #finish(piece: ClaimedRead, result: PieceResult, records: number): Promise<void> {
    const { job, store, onEvent } = this.#options;
    await this.#writing;
    await this.#leave(() => store.pieces.finish(job.run, piece, result, records));
    const { artifact, slice, slices, kind } = piece;
    if (kind === 'read') onEvent({ type: 'piece', artifact, slice, fraction: 1, records });
    if (kind === 'combine' || slices === 1) onEvent({ type: 'artifact', artifact, outcome: result.ledger.outcome });
  }

  #report(force: boolean): void {
    const now = Date.now();
    if (this.#piece?.kind !== 'read' || (!force && now - this.#lastReport < REPORT_EVERY_MS)) return;
    this.#lastReport = now;
    const { artifact, slice } = this.#piece;
    this.#options.onEvent({ type: 'piece', artifact, slice, ...this.#progress });
  }

  async #heartbeat(): Promise<void> {
    const { job, store } = this.#options;
    const [piece, next] = [this.#piece, this.#next];
    // Between two pieces, claiming the next one is the heartbeat.
    if (piece !== null) await store.pieces.heartbeat(job.run, piece, this.#progress);
    if (next !== null) await store.pieces.heartbeat(job.run, next, { fraction: 0, records: 0 });
  }

  /** Records the end of the piece. Excludes heartbeats until the piece is cleared, as a finished piece has none. */
  #leave(record: () => Promise<void>): Promise<void> {
    return this.#exclusively(async () => {
      await record();
      this.#piece = null;
    });
  }

  /**
   * Runs tasks one at a time. A batch is written synchronously and must not wait for a lock held by a transaction of
   * the store that itself waits for this thread.
   */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }
}

function withTarget(piece: ClaimedPiece): ClaimedRead {
  if (piece.target !== null) return { ...piece, target: piece.target };
  throw new DomainError('INTERNAL', plain(`There is no write target for artifact ${piece.artifact}.`));
}

/** The result of a piece all of whose workers were lost. */
function givenUp({ artifact, slices }: ClaimedPiece): PieceResult {
  const version = artifactFacts.find(({ id }) => id === artifact)?.version ?? 0;
  const ledger: LedgerEntry = {
    artifact,
    version,
    outcome: 'failed',
    reason: msg('ledger.worker-died', { times: MAX_CLAIMS }),
    found: null,
    parsed: 0,
    skipped: 0,
    notes: [],
    milliseconds: 0,
  };
  // Another program may have ended the workers, for lack of memory for instance.
  return { ledger, sources: [], partial: slices === 1 ? null : {}, readAgain: true };
}
