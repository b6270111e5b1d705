import { describe, expect, it } from 'vitest';
import { attachmentKind } from './attachment-kind.ts';
import { isFile } from './attachment-rows.ts';

describe('the kind of an attachment', () => {
  it.each(['com.apple.drawing', 'com.apple.drawing.2', 'com.apple.paper', 'com.apple.notes.sketch'])(
    '%s is a drawing',
    (type) => expect(attachmentKind(type)).toBe('drawing'),
  );

  it.each([
    ['com.microsoft.ico', 'image'],
    ['com.apple.protected-mpeg-4-video', 'video'],
    ['public.mpeg-2-transport-stream', 'video'],
    ['com.apple.protected-mpeg-4-audio', 'audio'],
    ['org.xiph.ogg-audio', 'audio'],
    ['public.midi-audio', 'audio'],
    ['com.apple.ical.ics', 'other'],
  ])('%s is of the kind %s', (type, kind) => expect(attachmentKind(type)).toBe(kind));

  it('is that of its type, and a line across a note is no file', () => {
    const kind = attachmentKind('com.apple.notes.inlinetextattachment.dividerline');
    expect(kind).toBe('divider');
    expect(isFile({ kind })).toBe(false);
    expect(isFile({ kind: attachmentKind('com.apple.m4a-audio') })).toBe(true);
  });
});
