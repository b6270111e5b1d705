/**
 * Bundles the CLI into `dist`, with the fonts of PDFs. Also runs after `npm ci`, so that commands in a checkout start as fast as those of the
 * package. An install without development dependencies (`--omit=dev`) runs the sources instead.
 */
import { globSync, rmSync } from 'node:fs';
import { isInstalled } from './is-installed.ts';

if (isInstalled('rolldown', import.meta.url)) {
  const { bundle } = await import('./bundle.ts');
  // Keep the types, which npm has prepared before packing.
  for (const file of globSync('dist/*.js')) rmSync(file);
  const modules = await bundle('dist');
  const { writeLicences } = await import('./write-licences.ts');
  writeLicences('dist', modules);
  const { compressFonts, packFonts } = await import('./pack-fonts.ts');
  packFonts('dist/fonts');
  // npm runs this last before it packs; a checkout has the fonts as they are, which is quicker.
  if (['pack', 'publish'].includes(process.env['npm_command'] ?? '')) await compressFonts('dist/fonts');
} else {
  process.stdout.write(
    'The CLI is not bundled: the build tools are not installed (npm ci without --omit=dev has them).\n',
  );
}
