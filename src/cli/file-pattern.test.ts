import { describe, expect, it } from 'vitest';
import { parseFilePattern } from './file-pattern.ts';

describe('parseFilePattern', () => {
  it.each([
    ['*.jpg', '*', '**/*.jpg'],
    ['Library/SMS/sms.db', '*', 'Library/SMS/sms.db'],
    ['HomeDomain:Library/SMS/**', 'HomeDomain', 'Library/SMS/**'],
    ['AppDomain-*:', 'AppDomain-*', '**'],
    ['*:a:b', '*', '**/a:b'],
    ['Media/', '*', 'Media/**'],
    ['CameraRollDomain/Media/DCIM/**', 'CameraRollDomain', 'Media/DCIM/**'],
    ['AppDomainGroup-group.com.example/file', 'AppDomainGroup-group.com.example', 'file'],
    ['HomeDomain/', 'HomeDomain', '**'],
    ['**', '*', '**'],
  ])('reads %s as %s and %s', (text, domain, path) => {
    expect(parseFilePattern(text)).toEqual({ domain, path });
  });
});
