import { APPLE_EPOCH_SECONDS } from '../encoders/apple-time.ts';
import type { Generation } from './messages-schema.ts';

/** A day late in the time of each iOS release, UTC milliseconds. */
const LAST_DAY: Readonly<Record<Generation, number>> = {
  6: Date.UTC(2013, 7, 1),
  7: Date.UTC(2014, 7, 1),
  9: Date.UTC(2016, 7, 1),
  10: Date.UTC(2017, 7, 1),
  11: Date.UTC(2018, 7, 1),
  13: Date.UTC(2020, 7, 1),
  14: Date.UTC(2021, 7, 1),
  15: Date.UTC(2022, 7, 1),
  16: Date.UTC(2023, 7, 1),
  17: Date.UTC(2024, 7, 1),
  18: Date.UTC(2025, 5, 15, 8),
};

const DAY = 86_400_000;

/** Time span of small databases; then that of large ones. */
const SHORT_SPAN = 400 * DAY;
const LONG_SPAN = 3000 * DAY;
/** Databases with more messages are large. */
const SMALL_SIZE = 20_000;

/**
 * Share of the oldest messages whose dates remain in seconds in a database that iOS 11 converted (issue #266 of
 * imessage-exporter).
 */
const UNCONVERTED = 0.1;

/** Dates of messages, and their encoding in this generation. */
export interface MessageDates {
  /** UTC milliseconds of message `index`; never earlier than the message before. */
  at(index: number, jitter: number): number;
  /** Value for `message.date`: nanoseconds since 2001 (seconds before iOS 11 and for unconverted messages). */
  column(milliseconds: number): number | bigint;
  /** True if `column` returns seconds although the generation uses nanoseconds. */
  isUnconverted(milliseconds: number): boolean;
}

/** Spreads `size` messages over the time before `until`. */
export function messageDates(generation: Generation, size: number, until = LAST_DAY[generation]): MessageDates {
  const span = size > SMALL_SIZE ? LONG_SPAN : SHORT_SPAN;
  const start = until - span;
  const step = span / size;
  const converted = generation === 11 || generation === 13 ? start + span * UNCONVERTED : start;
  const isUnconverted = (milliseconds: number): boolean => generation >= 11 && milliseconds < converted;
  return {
    at: (index, jitter) => Math.floor(start + (index + jitter) * step),
    isUnconverted,
    column: (milliseconds) => {
      const since2001 = milliseconds - APPLE_EPOCH_SECONDS * 1000;
      return generation < 11 || isUnconverted(milliseconds)
        ? Math.floor(since2001 / 1000)
        : BigInt(since2001) * 1_000_000n;
    },
  };
}
