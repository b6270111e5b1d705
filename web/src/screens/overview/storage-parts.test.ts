import { expect, it } from 'vitest';
import { storageParts } from './storage-parts.ts';

it('sums up the domains of an app, largest first, without empty ones', () => {
  const domain = (name: string, app: string | null, bytes: number, files: number) => {
    return { domain: name, app, bundleId: null, bytes, files };
  };
  const trails = { bundleId: 'com.example.trails', name: 'Trails', version: null, hasIcon: true };
  const parts = storageParts(
    [
      domain('CameraRollDomain', null, 900, 12),
      domain('AppDomainGroup-group.com.example.trails', 'Trails', 700, 3),
      domain('AppDomain-com.example.trails', 'Trails', 500, 4),
      domain('HomeDomain', null, 100, 2),
      domain('ToneDomain', null, 0, 0),
    ],
    [trails],
  );
  expect(parts).toEqual([
    { domain: 'AppDomainGroup-group.com.example.trails', app: 'Trails', icon: trails, bytes: 1200, files: 7 },
    { domain: 'CameraRollDomain', app: null, icon: null, bytes: 900, files: 12 },
    { domain: 'HomeDomain', app: null, icon: null, bytes: 100, files: 2 },
  ]);
});
