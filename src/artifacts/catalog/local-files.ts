import { defineRecords, f, files, from, textOf } from '../kit/records/index.ts';

const ROOT = 'File Provider Storage';
const FOLDER = from(['@folder'], (folder) => textOf(folder)?.slice(ROOT.length + 1) || null);
const DELETED = from(['@path'], (path) => textOf(path)?.startsWith(`${ROOT}/.Trash/`) ?? null);

/** Documents that Files keeps on the phone itself: “On My iPhone”. Those of apps are in their own folders. */
export const localFiles = defineRecords({
  id: 'local-files',
  area: 'documents',
  version: 1,
  needs: 'any',
  absent: 'Nothing was saved to “On My iPhone” of Files, or Files is not installed.',
  seenOn: ['iOS 14 (paths in a real backup)', 'synthetic'],
  store: files('AppDomainGroup-group.com.apple.FileProvider.LocalStorage', `${ROOT}/**`),
  table: 'local_files',
  name: ['File on the iPhone', 'Files on the iPhone'],
  icon: 'folder',
  privacy: 'P1',
  rows: '',
  // Finder writes it into every folder.
  where: from(['@name'], (name) => textOf(name) !== '.DS_Store'),
  fields: {
    name: f.text('@name', 'Name of the file.'),
    folder: f.text(FOLDER, 'The folder.'),
    size: f.bytes('@size', 'Size.'),
    createdAt: f.date('@created', 'When it was created on the phone.'),
    modifiedAt: f.date('@modified', 'When it was last changed.', { label: 'Last changed' }),
    isDeleted: f.flag(DELETED, 'It was recently deleted.', { label: 'Recently deleted' }),
    file: f.thisFile('The file itself.'),
  },
  show: { at: 'modifiedAt', title: 'name', text: ['folder'], file: 'file' },
  example: {
    files: {
      [`AppDomainGroup-group.com.apple.FileProvider.LocalStorage/${ROOT}/Garden/Lemon tree.txt`]: {
        text: 'Water twice a week.',
      },
      [`AppDomainGroup-group.com.apple.FileProvider.LocalStorage/${ROOT}/.Trash/old list.txt`]: { text: 'Soil' },
    },
    rows: [
      {
        name: 'Lemon tree.txt',
        folder: 'Garden',
        size: 19,
        isDeleted: false,
        file: `AppDomainGroup-group.com.apple.FileProvider.LocalStorage/${ROOT}/Garden/Lemon tree.txt`,
      },
      { name: 'old list.txt', folder: '.Trash', size: 4, isDeleted: true },
    ],
  },
});
