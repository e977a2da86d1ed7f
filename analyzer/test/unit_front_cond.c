/* Conditions, as control flow and as values. */
#include "lowered.h"

static const LowerCase cases[] = {
    { "comparison with a constant remembers what was tested",
      "int f(int *p, int n) { int a = p == 0; return n > 3; }",
      "func f value\n"
      "b0:\n"
      "if p == 0 then b1 else b2\n"
      "b1:\n"
      "copy a = 1\n"
      "goto b3\n"
      "b2:\n"
      "copy a = 0\n"
      "goto b3\n"
      "b3:\n"
      "if n > 3 then b4 else b5\n"
      "b4:\n"
      "copy %1 = 1\n"
      "goto b6\n"
      "b5:\n"
      "copy %1 = 0\n"
      "goto b6\n"
      "b6:\n"
      "return %1\n" },
    { "comparison of two variables is computed",
      "int f(int a, int b) { return a < b; }",
      "func f value\n"
      "b0:\n"
      "compute %1 = a ? b\n"
      "return %1\n" },
    { "and, or, not as values",
      "int f(int a, int b) { int x = a && !b; return a || x; }",
      "func f value\n"
      "b0:\n"
      "if a != 0 then b1 else b3\n"
      "b1:\n"
      "if b != 0 then b3 else b2\n"
      "b2:\n"
      "copy x = 1\n"
      "goto b4\n"
      "b3:\n"
      "copy x = 0\n"
      "goto b4\n"
      "b4:\n"
      "if a != 0 then b6 else b5\n"
      "b5:\n"
      "if x != 0 then b6 else b7\n"
      "b6:\n"
      "copy %1 = 1\n"
      "goto b8\n"
      "b7:\n"
      "copy %1 = 0\n"
      "goto b8\n"
      "b8:\n"
      "return %1\n" },
    { "conditional as a value",
      "int g(void); int f(int c, int a) { int x = c ? a : g(); return x; }",
      "func f value\n"
      "b0:\n"
      "if c != 0 then b1 else b2\n"
      "b1:\n"
      "copy x = a\n"
      "goto b3\n"
      "b2:\n"
      "call x = g()\n"
      "goto b3\n"
      "b3:\n"
      "return x\n" },
    { "conditional without its middle",
      "int g(void); int f(int a) { int x = g() ?: a; return x; }",
      "func f value\n"
      "b0:\n"
      "call %1 = g()\n"
      "if %1 != 0 then b1 else b2\n"
      "b1:\n"
      "copy x = %1\n"
      "goto b3\n"
      "b2:\n"
      "copy x = a\n"
      "goto b3\n"
      "b3:\n"
      "return x\n" },
    { "conditional as a statement",
      "void g(void); void h(void); void f(int c) { c ? g() : h(); }",
      "func f\n"
      "b0:\n"
      "if c != 0 then b1 else b2\n"
      "b1:\n"
      "call g()\n"
      "goto b3\n"
      "b2:\n"
      "call h()\n"
      "goto b3\n"
      "b3:\n"
      "return\n" },
    { "expect passes its argument through",
      "void g(void); void f(int a) { if (__builtin_expect(!!(a > 2), 0)) g(); "
      "int x = __builtin_expect(a, 1); }",
      "func f\n"
      "b0:\n"
      "if a > 2 then b1 else b2\n"
      "b1:\n"
      "call g()\n"
      "goto b2\n"
      "b2:\n"
      "copy x = a\n"
      "return\n" },
    { "if without else", "void g(void); void f(int a) { if (a) g(); g(); }",
      "func f\n"
      "b0:\n"
      "if a != 0 then b1 else b2\n"
      "b1:\n"
      "call g()\n"
      "goto b2\n"
      "b2:\n"
      "call g()\n"
      "return\n" },
    { "if and else",
      "int g(int); int f(int a) { if (a == 1) g(1); else if (a < 2) g(2); "
      "else g(3); return 0; }",
      "func f value\n"
      "b0:\n"
      "if a == 1 then b1 else b2\n"
      "b1:\n"
      "call g(1)\n"
      "goto b5\n"
      "b2:\n"
      "if a < 2 then b3 else b4\n"
      "b3:\n"
      "call g(2)\n"
      "goto b5\n"
      "b4:\n"
      "call g(3)\n"
      "goto b5\n"
      "b5:\n"
      "return 0\n" },
    { "and, or, not in a condition",
      "void g(void); void f(int a, int b, int c) { if ((a && !b) || c > 1) g(); "
      "}",
      "func f\n"
      "b0:\n"
      "if a != 0 then b1 else b2\n"
      "b1:\n"
      "if b != 0 then b2 else b3\n"
      "b2:\n"
      "if c > 1 then b3 else b4\n"
      "b3:\n"
      "call g()\n"
      "goto b4\n"
      "b4:\n"
      "return\n" },
    { "a conditional in a condition",
      "void g(void); void f(int a, int b, int c) { if (a ? b : !c) g(); }",
      "func f\n"
      "b0:\n"
      "if a != 0 then b1 else b2\n"
      "b1:\n"
      "if b != 0 then b3 else b4\n"
      "b2:\n"
      "if c != 0 then b4 else b3\n"
      "b3:\n"
      "call g()\n"
      "goto b4\n"
      "b4:\n"
      "return\n" },
    { "a call in a condition",
      "int p(int); void g(void); void f(int a) { if (p(a)) g(); "
      "if (!p(a) && p(1) == 3) g(); }",
      "func f\n"
      "b0:\n"
      "call %1 = p(a)\n"
      "if %1 != 0 then b1 else b2\n"
      "b1:\n"
      "call g()\n"
      "goto b2\n"
      "b2:\n"
      "call %2 = p(a)\n"
      "if %2 != 0 then b5 else b3\n"
      "b3:\n"
      "call %3 = p(1)\n"
      "if %3 == 3 then b4 else b5\n"
      "b4:\n"
      "call g()\n"
      "goto b5\n"
      "b5:\n"
      "return\n" },
    { "an assignment in a condition",
      "void *next(void); void use(void *);\n"
      "void f(void) { void *p; while ((p = next())) use(p); "
      "while ((p = next()) != 0) use(p); }",
      "func f\n"
      "b0:\n"
      "goto b1\n"
      "b1: trip unknown\n"
      "call p = next()\n"
      "if p != 0 then b2 else b3\n"
      "b2:\n"
      "call use(p)\n"
      "goto b1\n"
      "b3: trip unknown\n"
      "call p = next()\n"
      "if p != 0 then b4 else b5\n"
      "b4:\n"
      "call use(p)\n"
      "goto b3\n"
      "b5:\n"
      "return\n" },
    { "a statement expression in a condition",
      "int g(void); void h(void); void f(int a) { if (({ int t = g(); t == a; })) h(); "
      "}",
      "func f\n"
      "b0:\n"
      "call t = g()\n"
      "if t == a then b1 else b2\n"
      "b1:\n"
      "call h()\n"
      "goto b2\n"
      "b2:\n"
      "return\n" },
    { "a statement expression in a condition, with a cleanup",
      "void c(int *); void h(void); void f(int a) {\n"
      "    if (({ __attribute__((cleanup(c))) int t = a; t > 1; })) h(); }",
      "func f\n"
      "b0:\n"
      "copy t = a\n"
      "if t > 1 then b1 else b2\n"
      "b1:\n"
      "copy %1 = 1\n"
      "goto b3\n"
      "b2:\n"
      "copy %1 = 0\n"
      "goto b3\n"
      "b3:\n"
      "call c(&t)\n"
      "if %1 != 0 then b4 else b5\n"
      "b4:\n"
      "call h()\n"
      "goto b5\n"
      "b5:\n"
      "return\n" },
    { "TRUE is a number", "#define TRUE (!(0))\nvoid g(int); void f(void) { g(TRUE); }",
      "func f\n"
      "b0:\n"
      "call g(1)\n"
      "return\n" },
    { "a constant condition is decided",
      "void g(void); void h(void); void f(void) { if (0) g(); if (1) h(); "
      "if (sizeof(int) == 4) g(); }",
      "func f\n"
      "b0:\n"
      "call h()\n"
      "call g()\n"
      "return\n" },
    { "a function's address is never NULL",
      "void g(void); void f(void) { if (g) g(); }",
      "func f\n"
      "b0:\n"
      "call g()\n"
      "return\n" },
};

int main(void)
{
    return run_lower_cases("cond", cases, ARRAY_LEN(cases));
}
