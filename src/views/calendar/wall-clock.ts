import { zoneOffsets } from '../timeline/time-zones.ts';

/** What the clock on the wall shows in one time zone, as UTC milliseconds of the same reading. */
export class WallClock {
  readonly #offsets: ReturnType<typeof zoneOffsets>;

  /** @throws BAD_REQUEST where there is no such zone */
  constructor(timeZone: string, start: number, end: number) {
    this.#offsets = zoneOffsets(timeZone, start, end);
  }

  /** The reading at a moment. */
  at(moment: number): number {
    const change = this.#offsets.findLast(({ from }) => from <= moment);
    return moment + (change?.offset ?? 0);
  }
}
