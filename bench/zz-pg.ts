import { Client } from 'pg';
import { readFileSync } from 'node:fs';
import { openBulkWriter, openStore } from '/work/main/src/storage/index.ts';
import { beginRun, MESSAGE_TABLES, messageBatches, openMessageStore } from '/work/main/bench/message-store.ts';
const [, , url, count, name='large'] = process.argv;
const store = await openMessageStore(url as string);
const run = await beginRun(store, name);
const c = new Client({connectionString: url}); await c.connect();
const writer = await openBulkWriter({ dsn: url as string, tables: MESSAGE_TABLES });
const pid=(await c.query("select pid from pg_stat_activity where pid<>pg_backend_pid() and datname=current_database() order by backend_start desc limit 1")).rows[0].pid;
const cpu=()=>{const f=readFileSync(`/proc/${pid}/stat`,'utf8').split(') ')[1]!.split(' ');return (Number(f[11])+Number(f[12]))*10};
const mine=()=>{const {user,system}=process.threadCpuUsage();return (user+system)/1000};
let ms=0,own=0; const p0=cpu(); let n=0; const t00=performance.now();
for (const b of messageBatches(run.target, Number(count))) { const t0=performance.now(), m0=mine(); await writer.write(b); ms+=performance.now()-t0; own+=mine()-m0; n++; if(n%20===0) console.log(n, Math.round(performance.now()-t00), 'write', Math.round(ms), 'own', Math.round(own), 'pg', cpu()-p0, 'rss', Math.round(process.memoryUsage.rss()/2**20)); }
await writer.close(); await run.finish();
const N=Number(count);
console.log('write wall us/msg', (ms*1000/N).toFixed(1), 'own', (own*1000/N).toFixed(1), 'pg', ((cpu as any, 0)));
await c.end(); await store.close();
