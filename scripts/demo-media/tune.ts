/** Samples a second. */
export const SAMPLE_RATE = 22_050;

/** Notes of a tune: semitones above A3, and beats. A melody of our own. */
const MELODY: readonly (readonly [note: number, beats: number])[] = [
  [3, 1],
  [7, 1],
  [10, 1],
  [12, 1],
  [10, 2],
  [7, 1],
  [8, 1],
  [7, 2],
  [5, 1],
  [3, 1],
  [5, 1],
  [8, 1],
  [12, 1],
  [15, 1],
  [14, 2],
  [10, 2],
  [12, 1],
  [8, 1],
  [7, 1],
  [5, 1],
  [3, 4],
];

/** Seconds of a beat. */
const BEAT = 0.24;

/** A short tune on plucked strings (Karplus and Strong, 1983), 16 bits, as a WAV. */
export function tune(seconds: number, transpose = 0): Buffer {
  const samples = new Float32Array(Math.round(seconds * SAMPLE_RATE));
  let at = 0;
  for (let round = 0; at < samples.length; round++) {
    const [note, beats] = MELODY[round % MELODY.length] ?? [0, 1];
    pluck(samples, at, 220 * 2 ** ((note + transpose) / 12), 0.5);
    if (round % 3 === 0) pluck(samples, at, 110 * 2 ** ((note - 5 + transpose) / 12), 0.35);
    at += Math.round(beats * BEAT * SAMPLE_RATE);
  }
  const wav = Buffer.alloc(44 + samples.length * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + samples.length * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(SAMPLE_RATE, 24);
  wav.writeUInt32LE(SAMPLE_RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples.length * 2, 40);
  for (const [index, sample] of samples.entries())
    wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_000), 44 + index * 2);
  return wav;
}

function pluck(samples: Float32Array, from: number, frequency: number, loudness: number): void {
  const period = Math.max(2, Math.round(SAMPLE_RATE / frequency));
  const string = Float32Array.from({ length: period }, (_, index) => Math.sin(index * 12.9898 + period) * 0.9);
  for (let index = 0; from + index < samples.length && index < SAMPLE_RATE * 2; index++) {
    const here = index % period;
    const value = ((string[here] ?? 0) + (string[(here + 1) % period] ?? 0)) * 0.498;
    string[here] = value;
    samples[from + index] = (samples[from + index] ?? 0) + value * loudness;
  }
}
