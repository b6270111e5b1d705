import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../../test/corpus.ts';
import { writeBplist } from '../../../synthetic/encoders/bplist-writer.ts';
import { appOf, stickerEffect, stickerSource } from './sticker.ts';

it.each([
  ['com.apple.messages.genmoji', 'genmoji'],
  ['com.apple.messages.MSMessageExtensionBalloonPlugin:0:com.apple.Animoji.StickersApp.MessagesExtension', 'memoji'],
  ['com.apple.Jellyfish.Animoji', 'memoji'],
  ['com.apple.Stickers.UserGenerated.MessagesExtension', 'user'],
  ['com.apple.messages.MSMessageExtensionBalloonPlugin:T:com.example.stickers', 'app'],
])('a sticker of %s is %s', (pid, source) => {
  expect(stickerSource(writeBplist({ pid }))).toBe(source);
});

it('names the app of an attachment, and nothing of damaged values', () => {
  expect(appOf(writeBplist({ name: 'Free People', 'bundle-id': 'x:y:com.example' }))).toBe('Free People');
  expect(appOf(writeBplist({ 'bundle-id': 'x:y:com.example' }))).toBe('com.example');
  for (const bytes of [null, new Uint8Array(), Buffer.from('no plist'), writeBplist(['name'])]) {
    expect(appOf(bytes)).toBeNull();
    expect(stickerSource(bytes)).toBeNull();
  }
});

it('an unknown effect is unknown', () => {
  expect(stickerEffect(Buffer.from('stickerEffect:type="melted"'))).toBeNull();
  expect(stickerEffect(Buffer.from('stickerEffect:type="'))).toBeNull();
});

describeCorpus('real stickers', () => {
  it.each([
    ['no_effect', 'normal'],
    ['outline', 'outline'],
    ['comic', 'comic'],
    ['puffy', 'puffy'],
    ['shiny', 'shiny'],
  ])('%s is %s', (name, effect) => {
    expect(stickerEffect(readFileSync(corpusPath(`messages/stickers/${name}.heic`)))).toBe(effect);
  });
});
