import { expect, it } from 'vitest';
import { attachmentLabel } from './attachment-label.ts';

it('calls an attachment by its name, its address, or what it is', () => {
  expect(attachmentLabel({ name: 'a.jpg', url: null, kind: 'image' })).toBe('a.jpg');
  expect(attachmentLabel({ name: null, url: 'https://example.org', kind: 'url' })).toBe('https://example.org');
  expect(attachmentLabel({ name: null, url: null, kind: 'drawing' })).toBe('Drawing');
  expect(attachmentLabel({ name: null, url: null, kind: null })).toBe('Attachment');
  expect(attachmentLabel({ name: null, url: null, kind: 'table' })).toBeNull();
});
