#!/bin/sh
# The demo's repaired twin does its work; the broken one panics where mapvet says it will.
set -eu

fail() {
    echo "demo_test: $1" >&2
    exit 1
}

"$BUILD_DIR/demo_repaired" > out 2> err || fail "the repaired service ends with status $?"
cat > wanted << 'EOF'
acme   4 requests, 2 ok
guest  3 requests, 2 ok
nova   3 requests, 2 ok
replay /items: 5
sessions: 1 open, 4 expired
EOF
diff wanted out || fail "the repaired service prints something else"

status=0
"$BUILD_DIR/demo_service" > out 2> err || status=$?
[ "$status" -ne 0 ] || fail "the broken service does not break"
grep -q "panic: clear of nil map (settings)" err || fail "the broken service breaks elsewhere"
