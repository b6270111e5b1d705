import { expect, it } from 'vitest';
import { appleAppName, appleAppOf } from './apple-apps.ts';

it('names Apple’s apps, their extensions and groups, and no others', () => {
  expect(appleAppName('com.apple.mobilesafari')).toBe('Safari');
  expect(appleAppName('com.apple.mobilesafari.SafariQuickLook')).toBe('Safari');
  expect(appleAppOf('group.com.apple.VoiceMemos.shared')).toBe('com.apple.VoiceMemos');
  expect(appleAppName('com.apple')).toBeNull();
  expect(appleAppName('com.apple.unheard.of')).toBeNull();
  expect(appleAppName('com.apple.mobilesafariimitation')).toBeNull();
  expect(appleAppName('org.example.constructor')).toBeNull();
});
