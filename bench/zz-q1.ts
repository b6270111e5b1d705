import { parseQuery, type SearchRequest } from '../src/storage/index.ts';
import { readFileSync } from 'node:fs';
import { execSync } from 'node:child_process';
import { openMessageStore } from './message-store.ts';
const store = await openMessageStore(process.argv[2] as string);
const list = await store.backups.list();
const large = list.find(b => b.path.endsWith('large'))!, small = list.find(b => b.path.endsWith('small'))!;
const Q: any = [['a phrase','"w0 w1"'],['relevance','w0 w1','relevance']]; const QQ: any = [
  ['a rare word', 'needlework'], ['a common word', 'w0'], ['common word of a year', 'w0 after:2017 before:2018'], ['two common words', 'w0 w1'],
  ['a phrase', '"w0 w1"'], ['Chinese', '世界'], ['phone', '020 7946 0100'], ['prefix', 'w7a*'], ['broad prefix', 'w1*'],['broad prefix+rare','w1* needlework'], ['one sender', 'w0 from:+442079400017'],
  ['conversation', 'in:17'], ['relevance', 'w0 w1', 'relevance'], ['timeline', ''],['not','w0 -w1'],['medium','wa0'],['oldest','w0 w1','oldest'],
  ['w0 large', 'w0', 'newest', [large.publicId]], ['w0 small', 'w0','newest',[small.publicId]], ['all small','','newest',[small.publicId]], ['all large','','newest',[large.publicId]],['rel small','w0','relevance',[small.publicId]],
];
const pids = () => execSync("pgrep -f 'postgres: postgres b1'").toString().trim().split('\n');
const pcpu = () => { let n = 0; for (const pid of pids()) { try { const f = readFileSync(`/proc/${pid}/stat`,'utf8').split(') ')[1]!.split(' '); n += (Number(f[11])+Number(f[12]))*10; } catch {} } return n; };
const mine = () => { const u = process.cpuUsage(); return (u.user+u.system)/1000; };
for (const [name, q, sort='newest', backups] of Q) {
  const query = parseQuery(q); const t: number[] = []; let total: unknown; const c0=pcpu(), m0=mine();
  for (let i=0;i<4;i++){ const s=performance.now(); const p = await store.search.find({query, sort, limit: 50, ...(backups?{backups}:{})}); t.push(performance.now()-s); total=p.total; }
  const pg=(pcpu()-c0)/25, me=(mine()-m0)/25; t.sort((a,b)=>a-b); console.log(name.padEnd(22), 'p50', t[12]!.toFixed(1), 'p95', t[23]!.toFixed(1), 'cpu pg', pg.toFixed(1), 'own', me.toFixed(1), JSON.stringify(total));
}
await store.close();
