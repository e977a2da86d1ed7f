/* Declarations: initialisers, names, functions. */
#include "lowered.h"

static const LowerCase cases[] = {
    { "zero initialiser",
      "struct s { int a; void *p; }; void g(struct s *); void f(void) { "
      "struct s x = { 0 }; g(&x); }",
      "func f\n"
      "b0:\n"
      "reinit x = 0\n"
      "call g(&x)\n"
      "return\n" },
    { "initialiser by position and by name",
      "struct in { int u, v; }; struct s { int a; struct in i; int t[3]; "
      "void *p; };\n"
      "void f(void *q) { struct s x = { .p = q, .i.v = 2, .t = { "
      "[1] = 3 } }, y = { 1, { 2, 3 }, { 4 }, q }; }",
      "func f\n"
      "b0:\n"
      "reinit x = 0\n"
      "copy x.p = q\n"
      "copy x.i.v = 2\n"
      "copy x.t[1] = 3\n"
      "reinit y = 0\n"
      "copy y.a = 1\n"
      "copy y.i.u = 2\n"
      "copy y.i.v = 3\n"
      "copy y.t[0] = 4\n"
      "copy y.p = q\n"
      "return\n" },
    { "initialiser of an array",
      "void f(void *a, void *b) { void *t[] = { a, [2] = b, a }; "
      "int n[2][2] = { { 1 }, { 0, 4 } }; }",
      "func f\n"
      "b0:\n"
      "reinit t = 0\n"
      "copy t[0] = a\n"
      "copy t[2] = b\n"
      "copy t[3] = a\n"
      "reinit n = 0\n"
      "copy n[0][0] = 1\n"
      "copy n[1][1] = 4\n"
      "return\n" },
    { "initialiser through an anonymous union",
      "struct s { int a; union { int u; void *p; }; int b; };\n"
      "void f(void) { struct s x = { 1, { 2 }, 3 }; }",
      "func f\n"
      "b0:\n"
      "reinit x = 0\n"
      "copy x.a = 1\n"
      "copy x.u = 2\n"
      "copy x.b = 3\n"
      "return\n" },
    { "text into an array is no copy",
      "void f(void) { char b[] = \"abc\"; const char *p = \"abc\"; }",
      "func f\n"
      "b0:\n"
      "copy p = \"abc\"\n"
      "return\n" },
    { "a shadowing local is numbered",
      "void g(int); void f(int i) { g(i); { int i = 2; g(i); } for (int i = 3; "
      "i;) g(i); g(i); }",
      "func f\n"
      "b0:\n"
      "call g(i)\n"
      "copy i#2 = 2\n"
      "call g(i#2)\n"
      "copy i#3 = 3\n"
      "goto b1\n"
      "b1: trip unknown\n"
      "if i#3 != 0 then b2 else b3\n"
      "b2:\n"
      "call g(i#3)\n"
      "goto b1\n"
      "b3:\n"
      "call g(i)\n"
      "return\n" },
    { "globals and static locals",
      "int n; static void *s; extern int e;\n"
      "int f(void) { static void *s = 0; n = e; s = &n; return s != 0; }",
      "func f value\n"
      "b0:\n"
      "copy n = e\n"
      "copy f.s = &n\n"
      "if f.s != 0 then b1 else b2\n"
      "b1:\n"
      "copy %1 = 1\n"
      "goto b3\n"
      "b2:\n"
      "copy %1 = 0\n"
      "goto b3\n"
      "b3:\n"
      "return %1\n"
      "func <init>\n"
      "b0:\n"
      "copy f.s = 0\n"
      "return\n" },
    { "initialisers of globals",
      "typedef void (*fn)(void); void a(void); static void b(void) {}\n"
      "struct ops { int n; fn f; const char *t; };\n"
      "fn one = a; void *nil = 0; int n = 3; int big[] = { 1, 2 };\n"
      "static struct ops ops[] = { { 1, a, \"x\" }, { .f = b } };\n"
      "const struct ops *p = &ops[1];",
      "func b@a.c static\n"
      "b0:\n"
      "return\n"
      "func <init>\n"
      "b0:\n"
      "copy one = fn:a\n"
      "copy nil = 0\n"
      "copy ops[0].f = fn:a\n"
      "copy ops[0].t = \"x\"\n"
      "copy ops[1].f = fn:b@a.c\n"
      "copy p = &ops[1]\n"
      "return\n" },
    { "an initialiser of a static local runs once",
      "void a(void); void f(void) { static void (*p)(void) = a; p(); }",
      "func f\n"
      "b0:\n"
      "call [f.p]()\n"
      "return\n"
      "func <init>\n"
      "b0:\n"
      "copy f.p = fn:a\n"
      "return\n" },
    { "a static function carries its file",
      "static int s(int a) { return a; }\n"
      "int f(void) { return s(1); }",
      "func s@a.c static value\n"
      "b0:\n"
      "return a\n"
      "func f value\n"
      "b0:\n"
      "call %1 = s@a.c(1)\n"
      "return %1\n" },
    { "variadic, pointer, no return",
      "char *f(const char *t, ...) { return (char *)t; }\n"
      "_Noreturn void d(void) { for (;;); }",
      "func f variadic pointer value\n"
      "b0:\n"
      "return t\n"
      "func d noreturn\n"
      "b0:\n"
      "goto b1\n"
      "b1: trip unknown\n"
      "goto b1\n" },
    { "a modelled function is not looked into",
      "__attribute__((annotate(\"map: clear map:0\"))) static inline void c(int *m) { "
      "*m = 0; }\n"
      "void f(int *m) { c(m); }",
      "func f\n"
      "b0:\n"
      "call c@a.c(m)\n"
      "return\n" },
    { "old style parameters", "int f(a, b) int a; char *b; { return a + *b; }",
      "func f value\n"
      "b0:\n"
      "compute %1 = a + *b\n"
      "return %1\n" },
    { "a local declaration of a function and a variable",
      "void f(void) { extern int e; int g(int); e = g(1); }",
      "func f\n"
      "b0:\n"
      "call e = g(1)\n"
      "return\n" },
    { "a call through a pointer",
      "struct ops { int (*get)(int); };\n"
      "int f(struct ops *o, int (*p)(int)) { return o->get(1) + (*p)(2) + p(3); "
      "}",
      "func f value\n"
      "b0:\n"
      "call %1 = [o->get](1)\n"
      "call %2 = [p](2)\n"
      "compute %3 = %1 + %2\n"
      "call %4 = [p](3)\n"
      "compute %5 = %3 + %4\n"
      "return %5\n" },
    { "functions as values",
      "static int cb(int a) { return a; }\n"
      "int h(int); struct ops { int (*get)(int); }; void set(int (*)(int));\n"
      "void f(struct ops *o) { o->get = cb; o->get = &h; set(h); }",
      "func cb@a.c static value\n"
      "b0:\n"
      "return a\n"
      "func f\n"
      "b0:\n"
      "copy o->get = fn:cb@a.c\n"
      "copy o->get = fn:h\n"
      "call set(fn:h)\n"
      "return\n" },
};

int main(void)
{
    return run_lower_cases("decl", cases, ARRAY_LEN(cases));
}
