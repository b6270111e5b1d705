import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { python } from './python.ts';
import { readPdf } from './read-pdf.ts';

/** Decodes archives, mail, escapes and folded lines with Python's own modules. */
const DECODE = `
import base64, email, email.policy, gzip, html, io, os, quopri, re, urllib.parse, zipfile
out = []
def say(path, text): out.append([path, text])
def strings(value):
    if isinstance(value, str): yield value
    elif isinstance(value, dict):
        for key, each in value.items(): yield key; yield from strings(each)
    elif isinstance(value, list):
        for each in value: yield from strings(each)
def parsed(text):
    try: return ['\\n'.join(strings(json.loads(text)))]
    except ValueError: return []
def message(path, data):
    mail = email.message_from_bytes(data, policy=email.policy.default)
    say(path, '\\n'.join(f'{name}: {value}' for name, value in mail.items()))
    for part in mail.walk():
        if not part.is_multipart():
            say(path, str(part.get_filename() or ''))
            read(path + '/' + (part.get_filename() or part.get_content_type()), part.get_payload(decode=True) or b'')
def read(path, data):
    if data[:4] == b'PK\\x03\\x04':
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist(): say(path, name); read(path + '/' + name, packed.read(name))
        return
    if data[:2] == b'\\x1f\\x8b': return read(path, gzip.decompress(data))
    text = data.decode('utf-8', 'replace')
    end = path.rsplit('.', 1)[-1].lower()
    forms = [text, re.sub(r'\\r?\\n[ \\t]', '', text), html.unescape(text), urllib.parse.unquote(text)]
    forms += [html.unescape(re.sub(r'<[^>]*>', '', text))]
    forms += [each for line in text.split('\\n') for each in parsed(line)] + parsed(text)
    forms += [each for call in re.findall(r'^[\\w.]+\\("[^"]*",(.*)\\)\\s*$', text, re.S) for each in parsed(call)]
    forms += [base64.b64decode(run[:len(run) // 4 * 4]).decode('utf-8', 'replace') for run in re.findall(r'[A-Za-z0-9+/]{24,}', text)]
    for form in forms: say(path, form)
    if end == 'mbox':
        for each in re.split(rb'(?m)^From .*\\r?\\n', data)[1:]: message(path, each)
    elif end in ('eml', 'rsmf'): message(path, data)
root = sys.argv[1]
for folder, _, names in os.walk(root):
    for name in names:
        path = os.path.relpath(os.path.join(folder, name), root)
        say(path, path)
        if not name.endswith('.pdf'):
            with open(os.path.join(folder, name), 'rb') as file: read(path, file.read())
print(json.dumps(out))
`;

/**
 * All texts of exported files, with the path of each, as programs that are not ours decode them: entries of ZIP archives
 * (XLSX, KMZ, RSMF), parts of mail, unfolded lines, unescaped HTML, JSON and addresses, base64, pages of PDFs.
 */
export async function everyText(
  files: ReadonlyMap<string, Uint8Array>,
  skip: (why: string) => never,
): Promise<readonly (readonly [path: string, text: string])[]> {
  const folder = await mkdtemp(join(tmpdir(), 'aj-every-text-'));
  try {
    for (const [path, bytes] of files) {
      const to = join(folder, path);
      await mkdir(dirname(to), { recursive: true });
      await writeFile(to, bytes);
    }
    const texts = python(DECODE, [folder], skip) as [string, string][];
    for (const [path, bytes] of files) {
      if (!path.endsWith('.pdf')) continue;
      const { pages, links, outline, alts, title } = await readPdf(bytes);
      texts.push([path, [...pages, ...links, ...outline, ...alts, title ?? ''].join('\n')]);
    }
    return texts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
