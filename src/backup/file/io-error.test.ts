import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/backup/temp-folder.ts';
import { LANGUAGES } from '../../locales/catalogues.ts';
import { msg } from '../../locales/messages.ts';
import { createRenderer } from '../../locales/renderer.ts';
import type { DomainError } from '../../model/errors.ts';
import { ioError } from './io-error.ts';

it('names a folder in the language of the reader', () => {
  let error: unknown = null;
  try {
    readFileSync(join(tempFolder(), 'missing'));
  } catch (failure) {
    error = ioError(failure, msg('detail.folder-of-backup'));
  }
  const { detail } = error as DomainError;
  expect(Object.entries(LANGUAGES).map(([language, texts]) => createRenderer(texts, language)(detail))).toEqual([
    'Ein Ordner des Backups ist nicht im Ordner des Backups.',
    'Un dossier de la sauvegarde n’est pas dans le dossier de la sauvegarde.',
  ]);
});
