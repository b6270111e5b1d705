import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const WARRANTY_OF_BSD =
  'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, ' +
  'INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE ' +
  'DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, ' +
  'SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR ' +
  'SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, ' +
  'WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE ' +
  'OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.';

/** Texts by SPDX identifier, without the line that names the holder. */
const TEXTS: Readonly<Record<string, () => string>> = {
  'Apache-2.0': () => readFileSync(fileURLToPath(new URL('../../LICENSE', import.meta.url)), 'utf8').trim(),
  'BSD-3-Clause': () =>
    [
      'Redistribution and use in source and binary forms, with or without modification, are permitted provided that ' +
        'the following conditions are met:',
      '1. Redistributions of source code must retain the above copyright notice, this list of conditions and the ' +
        'following disclaimer.',
      '2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the ' +
        'following disclaimer in the documentation and/or other materials provided with the distribution.',
      '3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote ' +
        'products derived from this software without specific prior written permission.',
      WARRANTY_OF_BSD,
    ].join('\n\n'),
  MIT: () =>
    [
      'Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated ' +
        'documentation files (the "Software"), to deal in the Software without restriction, including without ' +
        'limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the ' +
        'Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:',
      'The above copyright notice and this permission notice shall be included in all copies or substantial portions ' +
        'of the Software.',
      'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO ' +
        'THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE ' +
        'AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF ' +
        'CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER ' +
        'DEALINGS IN THE SOFTWARE.',
    ].join('\n\n'),
};

/** The standard text of a licence, for a package that names its licence but lacks its text. */
export function standardTerms(licence: string, author: string): string {
  const text = TEXTS[licence];
  if (text === undefined) throw new Error(`No text is known for the licence ${licence}.`);
  return `Copyright (c) ${author === '' ? 'its authors' : author}\n\n${text()}`;
}
