import { readFile } from "node:fs/promises";
import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";
const T='/tmp/mcrt/';
const [engine, rules, requests] = await Promise.all(['engine.json','rules.json','req.json'].map(f=>readFile(T+f,'utf8')));
for (const heap of [4,16]) {
const t0=performance.now();
const py=await loadMicroPython({heapsize:heap*1024*1024,stdout:l=>console.log(l)});
const t1=performance.now();
py.FS.mkdir('/engine');py.FS.mkdir('/engine/calculators');
for(const [n,s] of Object.entries(JSON.parse(engine))) py.FS.writeFile('/engine/calculators/'+n,s);
py.runPython("import sys\nsys.path.insert(0,'/engine')");
py.runPython("import calculators.evaluate");
const t2=performance.now();
py.globals.set('rt',rules); py.runPython("import json\nrules=json.loads(rt)");
const t3=performance.now();
console.log(heap,'load',t1-t0,'import',t2-t1,'rules',t3-t2);
py.globals.set('q',JSON.parse(requests)[0]);
py.globals.set('q2',JSON.parse(requests)[4]);
py.runPython(`
import time,gc
from calculators import evaluate as E
from calculators.wire import read,write
def best(f,n=9):
    b=[]
    for i in range(n):
        t=time.ticks_us(); f(); b.append(time.ticks_diff(time.ticks_us(),t))
    b.sort()
    return b[0]/1000,b[n//2]/1000
print('read',best(lambda:read(q)))
print('full',best(lambda:E.respond(rules,q)))
print('full2',best(lambda:E.respond(rules,q2)))
req=read(q)
res=E.evaluate(rules,req)
print('eval',best(lambda:E.evaluate(rules,req)))
print('write',best(lambda:write(res)), len(write(res)))
as_of=E._as_of(req)
ans=E.read_answers(rules['facts'],req['facts'],as_of,'facts')
print('answers',best(lambda:E.read_answers(rules['facts'],req['facts'],as_of,'facts')))
b=rules['benefits']['tianjin/flexible-employment-si-subsidy']
def mk(): return E.Context(rules,b,E.Answers(rules['facts'],ans,as_of),{},{},as_of)
print('ctx',best(mk))
print('outcome',best(lambda:E._Outcome(mk())))
c=mk(); o=E._Outcome(c)
print('interp',best(lambda:E._interpretations(c,o.compact)))
print('explain',best(lambda:E.explain(E.judge(c,b['conditions']))))
print('gc',best(gc.collect), gc.mem_alloc(), gc.mem_free())
`);
}
