/* Switches, jumps, ends of scopes. */
#include "lowered.h"

static const LowerCase cases[] = {
    { "switch with fallthrough",
      "void g(int); void f(int n) { switch (n) { case 1: g(1); case 2: g(2); "
      "break; case 3: case 4: g(3); break; default: g(4); } g(5); }",
      "func f\n"
      "b0:\n"
      "switch n [1: b1, 2: b2, 3: b3, 4: b3] else b4\n"
      "b1:\n"
      "call g(1)\n"
      "goto b2\n"
      "b2:\n"
      "call g(2)\n"
      "goto b5\n"
      "b3:\n"
      "call g(3)\n"
      "goto b5\n"
      "b4:\n"
      "call g(4)\n"
      "goto b5\n"
      "b5:\n"
      "call g(5)\n"
      "return\n" },
    { "switch without default",
      "void g(int); void f(int n) { switch (n) { case 1: g(1); } g(2); }",
      "func f\n"
      "b0:\n"
      "switch n [1: b1] else b2\n"
      "b1:\n"
      "call g(1)\n"
      "goto b2\n"
      "b2:\n"
      "call g(2)\n"
      "return\n" },
    { "default in the middle",
      "void g(int); void f(int n) { switch (n) { case 1: g(1); break; "
      "default: g(2); case 2: g(3); } }",
      "func f\n"
      "b0:\n"
      "switch n [1: b1, 2: b3] else b2\n"
      "b1:\n"
      "call g(1)\n"
      "goto b4\n"
      "b2:\n"
      "call g(2)\n"
      "goto b3\n"
      "b3:\n"
      "call g(3)\n"
      "goto b4\n"
      "b4:\n"
      "return\n" },
    { "ranges of cases",
      "void g(int); void f(int n) { switch (n) { case 1 ... 3: g(1); break; "
      "case 100 ... 900: g(2); } }",
      "func f\n"
      "b0:\n"
      "switch n [1: b1, 2: b1, 3: b1] else b2\n"
      "b1:\n"
      "call g(1)\n"
      "goto b5\n"
      "b2:\n"
      "if n >= 100 then b3 else b5\n"
      "b3:\n"
      "if n <= 900 then b4 else b5\n"
      "b4:\n"
      "call g(2)\n"
      "goto b5\n"
      "b5:\n"
      "return\n" },
    { "a switch in a loop",
      "void g(int); void f(int n) { while (n) { switch (n) { case 1: continue; "
      "case 2: break; } g(n); } }",
      "func f\n"
      "b0:\n"
      "goto b1\n"
      "b1: trip unknown\n"
      "if n != 0 then b2 else b4\n"
      "b2:\n"
      "switch n [1: b1, 2: b3] else b3\n"
      "b3:\n"
      "call g(n)\n"
      "goto b1\n"
      "b4:\n"
      "return\n" },
    { "cases inside a loop",
      "void g(int); void f(int n, int c) { switch (c) { case 0: do { g(0); "
      "case 1: g(1); } while (--n > 0); } }",
      "func f\n"
      "b0:\n"
      "switch c [0: b2, 1: b1] else b3\n"
      "b1:\n"
      "call g(1)\n"
      "compute n = n - 1\n"
      "if n > 0 then b2 else b3\n"
      "b2:\n"
      "call g(0)\n"
      "goto b1\n"
      "b3:\n"
      "return\n" },
    { "goto forward and back",
      "void g(int); void f(int n) { again: g(1); if (n == 1) goto again; "
      "if (n == 2) goto out; g(2); out: g(3); }",
      "func f\n"
      "b0:\n"
      "goto b1\n"
      "b1:\n"
      "call g(1)\n"
      "if n == 1 then b1 else b2\n"
      "b2:\n"
      "if n == 2 then b4 else b3\n"
      "b3:\n"
      "call g(2)\n"
      "goto b4\n"
      "b4:\n"
      "call g(3)\n"
      "return\n" },
    { "goto out of a loop",
      "void g(int); void f(int n) { for (int i = 0; i < n; i++) { "
      "if (i == 2) goto out; g(i); } out: g(9); }",
      "func f\n"
      "b0:\n"
      "copy i = 0\n"
      "goto b1\n"
      "b1: trip place n text \"n\" index i leaves\n"
      "if i < n then b2 else b4\n"
      "b2:\n"
      "if i == 2 then b4 else b3\n"
      "b3:\n"
      "call g(i)\n"
      "compute i = i + 1\n"
      "goto b1\n"
      "b4:\n"
      "call g(9)\n"
      "return\n" },
    { "computed goto",
      "void g(int); void f(int n) { void *t = n ? &&a : &&b; goto *t; a: g(1); "
      "b: g(2); }",
      "func f\n"
      "b0:\n"
      "if n != 0 then b1 else b2\n"
      "b1:\n"
      "copy t = ?\n"
      "goto b3\n"
      "b2:\n"
      "copy t = ?\n"
      "goto b3\n"
      "b3:\n"
      "unknown &t\n"
      "if ? then b4 else b5\n"
      "b4:\n"
      "call g(1)\n"
      "goto b6\n"
      "b5:\n"
      "if ? then b6 else b7\n"
      "b6:\n"
      "call g(2)\n"
      "return\n"
      "b7:\n"
      "unreachable\n" },
    { "code behind a return is dropped", "int g(int); int f(int n) { return n; g(1); }",
      "func f value\n"
      "b0:\n"
      "return n\n" },
    { "return", "int g(int); int f(int n) { if (n) return g(n); return n + 1; }",
      "func f value\n"
      "b0:\n"
      "if n != 0 then b1 else b2\n"
      "b1:\n"
      "call %1 = g(n)\n"
      "return %1\n"
      "b2:\n"
      "compute %2 = n + 1\n"
      "return %2\n" },
    { "a call that does not return",
      "_Noreturn void die(void); void die2(void) __attribute__((noreturn));\n"
      "int f(int n) { if (n == 1) die(); if (n == 2) die2(); "
      "if (n == 3) __builtin_unreachable(); return 0; }",
      "func f value\n"
      "b0:\n"
      "if n == 1 then b1 else b2\n"
      "b1:\n"
      "call die()\n"
      "unreachable\n"
      "b2:\n"
      "if n == 2 then b3 else b4\n"
      "b3:\n"
      "call die2()\n"
      "unreachable\n"
      "b4:\n"
      "if n == 3 then b5 else b6\n"
      "b5:\n"
      "call __builtin_unreachable()\n"
      "unreachable\n"
      "b6:\n"
      "return 0\n" },
    { "cleanup runs on every way out",
      "void c(int *); void g(int);\n"
      "int f(int n) { __attribute__((cleanup(c))) int a = n; for (;;) { "
      "__attribute__((cleanup(c))) int b = n; if (n == 1) break; "
      "if (n == 2) continue; if (n == 3) return b; if (n == 4) goto out; g(b); "
      "} g(1); out: return a; }",
      "func f value\n"
      "b0:\n"
      "copy a = n\n"
      "goto b1\n"
      "b1: trip unknown leaves\n"
      "copy b = n\n"
      "if n == 1 then b2 else b3\n"
      "b2:\n"
      "call c(&b)\n"
      "call g(1)\n"
      "goto b9\n"
      "b3:\n"
      "if n == 2 then b4 else b5\n"
      "b4:\n"
      "call c(&b)\n"
      "goto b1\n"
      "b5:\n"
      "if n == 3 then b6 else b7\n"
      "b6:\n"
      "copy %1 = b\n"
      "call c(&b)\n"
      "call c(&a)\n"
      "return %1\n"
      "b7:\n"
      "if n == 4 then b8 else b10\n"
      "b8:\n"
      "call c(&b)\n"
      "goto b9\n"
      "b9:\n"
      "copy %2 = a\n"
      "call c(&a)\n"
      "return %2\n"
      "b10:\n"
      "call g(b)\n"
      "call c(&b)\n"
      "goto b1\n" },
    { "cleanup in the order of declaration backwards",
      "void c(int *); void d(int *);\n"
      "void f(void) { __attribute__((cleanup(c))) int a = 0; "
      "__attribute__((cleanup(d))) int b = 0; }",
      "func f\n"
      "b0:\n"
      "copy a = 0\n"
      "copy b = 0\n"
      "call d(&b)\n"
      "call c(&a)\n"
      "return\n" },
    { "cleanup and a jump back before the declaration",
      "void c(int *);\n"
      "void f(int n) { again:; __attribute__((cleanup(c))) int a = n; "
      "if (a) goto again; }",
      "func f\n"
      "b0:\n"
      "goto b1\n"
      "b1:\n"
      "copy a = n\n"
      "if a != 0 then b2 else b3\n"
      "b2:\n"
      "call c(&a)\n"
      "goto b1\n"
      "b3:\n"
      "call c(&a)\n"
      "return\n" },
    { "cleanup by a static function",
      "static void c(int *p) { *p = 0; }\n"
      "void f(void) { __attribute__((cleanup(c))) int a = 1; }",
      "func c@a.c static\n"
      "b0:\n"
      "copy *p = 0\n"
      "return\n"
      "func f\n"
      "b0:\n"
      "copy a = 1\n"
      "call c@a.c(&a)\n"
      "return\n" },
    { "inline assembly is unknown",
      "int f(int a, int b) { __asm__ volatile(\"\" : \"=r\"(a) : \"r\"(b)); return a; "
      "}",
      "func f value\n"
      "b0:\n"
      "unknown &a, &b\n"
      "return a\n" },
    { "an attribute on a statement",
      "void g(int); void f(int n) { switch (n) { case 1: g(1); "
      "__attribute__((fallthrough)); case 2: g(2); } }",
      "func f\n"
      "b0:\n"
      "switch n [1: b1, 2: b2] else b3\n"
      "b1:\n"
      "call g(1)\n"
      "goto b2\n"
      "b2:\n"
      "call g(2)\n"
      "goto b3\n"
      "b3:\n"
      "return\n" },
};

int main(void)
{
    return run_lower_cases("jump", cases, ARRAY_LEN(cases));
}
