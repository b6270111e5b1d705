import { expect, it } from 'vitest';
import { attachmentLabel, attachmentLink, attachmentWords } from './attachment-label.ts';

it('labels an attachment by name, URL or kind', () => {
  expect(attachmentLabel({ name: 'a.jpg', url: null, kind: 'image' })).toBe('a.jpg');
  expect(attachmentLabel({ name: null, url: 'https://example.org', kind: 'url' })).toBe('https://example.org');
  expect(attachmentLabel({ name: null, url: null, kind: 'drawing' })).toBe('Drawing');
  expect(attachmentLabel({ name: null, url: null, kind: null })).toBe('Attachment');
  expect(attachmentLabel({ name: null, url: null, kind: 'table' })).toBeNull();
});

it('keeps the URL of a web page with a title', () => {
  const page = { name: 'Example', url: 'https://example.org/x', kind: 'url' };
  expect(attachmentWords(page)).toBe('Example (https://example.org/x)');
  expect(attachmentWords({ ...page, name: null })).toBe('https://example.org/x');
  expect(attachmentWords({ ...page, name: 'https://example.org/x' })).toBe('https://example.org/x');
  expect(attachmentWords({ name: 'a.jpg', url: null, kind: 'image' })).toBe('a.jpg');
  expect(attachmentLink(page)).toBe('https://example.org/x');
  expect(attachmentLink({ url: 'javascript:alert(1)' })).toBeNull();
  expect(attachmentLink({ url: null })).toBeNull();
});
