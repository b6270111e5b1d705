import { zoneOffsets } from '../timeline/time-zones.ts';

/** Converts instants to wall-clock time of a time zone, encoded as if it were UTC milliseconds. */
export class WallClock {
  readonly #offsets: ReturnType<typeof zoneOffsets>;

  /** @throws BAD_REQUEST for an unknown time zone */
  constructor(timeZone: string, start: number, end: number) {
    this.#offsets = zoneOffsets(timeZone, start, end);
  }

  /** The wall-clock time at an instant (UTC milliseconds). */
  at(moment: number): number {
    const change = this.#offsets.findLast(({ from }) => from <= moment);
    return moment + (change?.offset ?? 0);
  }
}
