import { gradient, writePng } from '../encoders/images.ts';
import { writeJpeg } from '../encoders/jpeg-writer.ts';
import type { AttachmentKind } from './messages-truth.ts';

/** Number of different contents per kind. */
export const VARIANTS = 8;

/** Type of an attachment's file. */
interface AttachmentType {
  readonly uti: string;
  readonly mimeType: string;
  readonly name: string;
}

/** Types and names of attachments. The names include difficult cases for paths and downloads. */
export const ATTACHMENT_TYPES: Readonly<Record<AttachmentKind, readonly AttachmentType[]>> = {
  photo: [
    { uti: 'public.jpeg', mimeType: 'image/jpeg', name: 'IMG_0001.JPG' },
    { uti: 'public.jpeg', mimeType: 'image/jpeg', name: 'Urlaub – Größe 1:2.jpeg' },
  ],
  screenshot: [{ uti: 'public.png', mimeType: 'image/png', name: 'Screenshot 2025-06-01 at 10.30.00.png' }],
  audio: [{ uti: 'com.microsoft.waveform-audio', mimeType: 'audio/wav', name: 'Audio Message.wav' }],
  file: [
    { uti: 'public.plain-text', mimeType: 'text/plain', name: 'notes.txt' },
    { uti: 'public.html', mimeType: 'text/html', name: '<script>.html' },
    { uti: 'public.comma-separated-values-text', mimeType: 'text/csv', name: '表 計算.csv' },
  ],
  sticker: [{ uti: 'public.png', mimeType: 'image/png', name: 'sticker.png' }],
};

const SAMPLE_RATE = 8000;

/** A quarter of a second of a tone: 8-bit mono WAV (RIFF). */
function tone(frequency: number): Buffer {
  const samples = SAMPLE_RATE / 4;
  const wav = Buffer.alloc(44 + samples);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + samples, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(SAMPLE_RATE, 24);
  wav.writeUInt32LE(SAMPLE_RATE, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples, 40);
  for (let index = 0; index < samples; index++) {
    wav[44 + index] = 128 + Math.round(80 * Math.sin((2 * Math.PI * frequency * index) / SAMPLE_RATE));
  }
  return wav;
}

/** Metadata with the effect of a sticker, as iOS writes it into a HEIC; behind the end of a PNG. */
function stickerEffect(variant: number): Buffer {
  const effect = [null, 'stroke', 'comic', 'puffy', 'iridescent'][variant % 5];
  return Buffer.from(effect === null ? '' : `<rdf:Description stickerEffect:type="${effect ?? ''}"/>`);
}

function draw(kind: AttachmentKind, variant: number): Buffer {
  const paint = gradient(variant * 45, 96);
  switch (kind) {
    case 'photo':
      return writeJpeg(96, 64, paint);
    case 'screenshot':
      return writePng(48, 96, paint);
    case 'sticker':
      return Buffer.concat([writePng(32, 32, paint), stickerEffect(variant)]);
    case 'audio':
      return tone(220 + variant * 55);
    case 'file':
      return Buffer.from(`Synthetic file ${String(variant)}\n<script>alert("never run")</script>\n`, 'utf8');
    default:
      return kind satisfies never;
  }
}

const drawn = new Map<string, Buffer>();

/** Contents of an attachment's file: valid, small, and one of {@link VARIANTS} per kind. */
export function attachmentContents(kind: AttachmentKind, variant: number): Buffer {
  const key = `${kind} ${String(variant % VARIANTS)}`;
  const known = drawn.get(key) ?? draw(kind, variant % VARIANTS);
  drawn.set(key, known);
  return known;
}
