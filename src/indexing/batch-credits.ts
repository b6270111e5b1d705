/** Maximum number of batches waiting for the writer: enough to keep both threads busy, few enough to bound memory. */
const MAXIMUM_IN_FLIGHT = 3;

/**
 * Back-pressure between the extracting and the writing thread. The extractor is a synchronous loop and blocks
 * (`Atomics.wait`) while too many batches are in flight; the writer wakes it.
 */
export class BatchCredits {
  readonly buffer: SharedArrayBuffer;
  readonly #inFlight: Int32Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(4)) {
    this.buffer = buffer;
    this.#inFlight = new Int32Array(buffer);
  }

  /** Called by the extractor before posting a batch; blocks its thread until there is room. */
  acquire(): void {
    for (;;) {
      const inFlight = Atomics.load(this.#inFlight, 0);
      if (inFlight < MAXIMUM_IN_FLIGHT) break;
      Atomics.wait(this.#inFlight, 0, inFlight);
    }
    Atomics.add(this.#inFlight, 0, 1);
  }

  /** Called by the writer once a batch has been written. */
  release(): void {
    Atomics.sub(this.#inFlight, 0, 1);
    Atomics.notify(this.#inFlight, 0);
  }
}
