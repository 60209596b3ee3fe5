#!/bin/sh
# sh benchmarks/ser/full-size.sh OUT [DATA]     (after `pnpm build`)
#
# The recipe `published` at 224×224 on a full-size corpus: every stage of all three models, one process, seeded random backbone
# weights, an empty cache. DATA is a folder of WAV files; without it the demo corpus is voiced in full first: 2,452 files, 48 kHz.
# Everything goes to OUT, also what /usr/bin/time saw. At the end it prints what docs/full-size-run.md quotes.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
ser="node $root/packages/cli/dist/cli.js"
out=$1
mkdir -p "$out"
data=${2:-$out/corpus}
if [ $# -lt 2 ]; then
  node --input-type=module -e '
    const { generateDemoCorpus } = await import(process.argv[1]);
    for await (const _ of generateDemoCorpus({ dir: process.argv[2], itemsPerActor: "all", channels: ["speech", "song"] }));
  ' "$root/examples/demo-corpus/dist/index.js" "$data"
fi
/usr/bin/time -v -o "$out/time.txt" \
  $ser reproduce --data "$data" --recipe published --weights random --cache "$out/cache" --run "$out/run" --backend wasm
cd "$root" && pnpm --silent tsx benchmarks/ser/describe-run.ts "$out/run" --time "$out/time.txt"
