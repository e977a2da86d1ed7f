/* Loops. */
#include "lowered.h"

static const LowerCase cases[] = {
    { "while with break and continue",
      "int g(int); void f(int a) { while (g(a)) { if (a == 1) continue; "
      "if (a == 2) break; g(0); } }",
      "func f\n"
      "b0:\n"
      "goto b1\n"
      "b1: trip unknown leaves\n"
      "call %1 = g(a)\n"
      "if %1 != 0 then b2 else b5\n"
      "b2:\n"
      "if a == 1 then b1 else b3\n"
      "b3:\n"
      "if a == 2 then b5 else b4\n"
      "b4:\n"
      "call g(0)\n"
      "goto b1\n"
      "b5:\n"
      "return\n" },
    { "do while",
      "int g(int); void f(int a) { do { if (a == 1) continue; g(1); "
      "} while (g(2)); }",
      "func f\n"
      "b0:\n"
      "goto b1\n"
      "b1: trip unknown\n"
      "if a == 1 then b3 else b2\n"
      "b2:\n"
      "call g(1)\n"
      "goto b3\n"
      "b3:\n"
      "call %1 = g(2)\n"
      "if %1 != 0 then b1 else b4\n"
      "b4:\n"
      "return\n" },
    { "do while (0) is no loop",
      "int g(int); void f(int a) { do { if (a) break; g(1); } while (0); g(2); "
      "}",
      "func f\n"
      "b0:\n"
      "if a != 0 then b2 else b1\n"
      "b1:\n"
      "call g(1)\n"
      "goto b2\n"
      "b2:\n"
      "call g(2)\n"
      "return\n" },
    { "for", "void g(int); void f(int n) { for (int i = 0; i < n; i++) g(i); }",
      "func f\n"
      "b0:\n"
      "copy i = 0\n"
      "goto b1\n"
      "b1: trip place n text \"n\" index i\n"
      "if i < n then b2 else b3\n"
      "b2:\n"
      "call g(i)\n"
      "compute i = i + 1\n"
      "goto b1\n"
      "b3:\n"
      "return\n" },
    { "for without clauses",
      "void g(int); int f(int n) { for (;;) { if (n) return 1; g(n); } }",
      "func f value\n"
      "b0:\n"
      "goto b1\n"
      "b1: trip unknown leaves\n"
      "if n != 0 then b2 else b3\n"
      "b2:\n"
      "return 1\n"
      "b3:\n"
      "call g(n)\n"
      "goto b1\n" },
    { "for with only a condition", "void g(int); void f(int n) { for (; n;) g(n); }",
      "func f\n"
      "b0:\n"
      "goto b1\n"
      "b1: trip unknown\n"
      "if n != 0 then b2 else b3\n"
      "b2:\n"
      "call g(n)\n"
      "goto b1\n"
      "b3:\n"
      "return\n" },
    { "for with only a step",
      "void g(int); void f(int n) { for (;; n++) if (n) break; }",
      "func f\n"
      "b0:\n"
      "goto b1\n"
      "b1: trip unknown leaves\n"
      "if n != 0 then b2 else b3\n"
      "b2:\n"
      "return\n"
      "b3:\n"
      "compute n = n + 1\n"
      "goto b1\n" },
    { "for with only a start", "void g(int); void f(int n) { for (int i = 0;;) g(i); }",
      "func f\n"
      "b0:\n"
      "copy i = 0\n"
      "goto b1\n"
      "b1: trip unknown\n"
      "call g(i)\n"
      "goto b1\n" },
    { "for with start and step",
      "void g(int); void f(int n) { for (int i = 0;; i++) { if (i > 3) break; "
      "g(i); } }",
      "func f\n"
      "b0:\n"
      "copy i = 0\n"
      "goto b1\n"
      "b1: trip unknown leaves\n"
      "if i > 3 then b2 else b3\n"
      "b2:\n"
      "return\n"
      "b3:\n"
      "call g(i)\n"
      "compute i = i + 1\n"
      "goto b1\n" },
    { "semicolons in quotes and comments are not the clauses'",
      "int g(int); void f(int n) { for (/* ; */; g(';' + n) /* ; "
      "*/;) g(\";;\"[n]); }",
      "func f\n"
      "b0:\n"
      "goto b1\n"
      "b1: trip unknown\n"
      "compute %1 = 59 + n\n"
      "call %2 = g(%1)\n"
      "if %2 != 0 then b2 else b3\n"
      "b2:\n"
      "copy %3 = \";;\"\n"
      "call g(%3->[n])\n"
      "goto b1\n"
      "b3:\n"
      "return\n" },
    { "for from a macro",
      "void g(int);\n"
      "#define EVER for (;;)\n"
      "#define EACH(i, n) for ((i) = 0; (i) < (n); (i)++)\n"
      "#define UNTIL(c) for (; c;)\n"
      "#define STEP(s) for (;; s)\n"
      "void f(int n) { int i; EACH(i, n) g(i); UNTIL(n) g(1); STEP(n++) { "
      "if (n) break; } EVER { if (n) break; } }",
      "func f\n"
      "b0:\n"
      "copy i = 0\n"
      "goto b1\n"
      "b1: trip place n text \"n\" index i\n"
      "if i < n then b2 else b3\n"
      "b2:\n"
      "call g(i)\n"
      "compute i = i + 1\n"
      "goto b1\n"
      "b3: trip unknown\n"
      "if n != 0 then b4 else b5\n"
      "b4:\n"
      "call g(1)\n"
      "goto b3\n"
      "b5: trip unknown leaves\n"
      "if n != 0 then b6 else b8\n"
      "b6: trip unknown leaves\n"
      "if n != 0 then b7 else b6\n"
      "b7:\n"
      "return\n"
      "b8:\n"
      "compute n = n + 1\n"
      "goto b5\n" },
};

int main(void)
{
    return run_lower_cases("loop", cases, ARRAY_LEN(cases));
}
