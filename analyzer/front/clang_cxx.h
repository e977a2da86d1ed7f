/*
 * C++ in the libclang front end.
 *
 * Objects are locations and references are pointers: a call of a method passes the
 * address of the object first, a parameter or result of reference type is an address.
 * An object passed by value is what stands at its location, and copying it is a copy
 * of that, where the class does not say otherwise in code that can be seen.
 *
 * Files: clang_cxx_name (names), clang_cxx_call (calls, operators, construction),
 * clang_cxx_object (this, new, delete, destructors, constructors' initialisers),
 * clang_cxx_range (range-for, structured bindings), clang_cxx_lambda (lambdas).
 */
#ifndef MAPVET_FRONT_CLANG_CXX_H
#define MAPVET_FRONT_CLANG_CXX_H

#include "front/clang_lower.h"

/* ---- clang_cxx_name.c ---- */

/* "std::unordered_map"; 0 when the record has no name. */
Sym cxx_record_name(Lower *l, CXCursor decl);
/* The record whose method is mentioned is one that the unit knows. */
void cxx_note_class(Lower *l, CXCursor method);
/* The whole name of a function; in the scratch arena. */
const char *cxx_func_name(Lower *l, CXCursor decl);
/* What a library's method is called as one of the object's own class, which may inherit
 * it; 0 when the class is no library's. */
Sym cxx_method_of(Lower *l, CXCursor method, CXType object);
/* The template that the declaration was made from, or the declaration. */
CXCursor cxx_pattern(CXCursor decl);
bool cxx_is_system(CXCursor decl);

/* ---- clang_cxx_call.c ---- */

bool cxx_is_reference(CXType type);
/* Where a reference of that type, stored at the place, leads. */
void cxx_follow(Lower *l, Place *place, CXType type);
/* The address that a reference to the expression is. */
Operand cxx_bind(Lower *l, CXCursor expression);
/* A call of a method, operator or constructor, or of a function that takes or gives
 * references; false when it is none that C has not, too. */
bool cxx_call(Lower *l, const Node *node, Want want, Operand *out);
/* The location that a call's result refers to; false when it is a value. */
bool cxx_call_place(Lower *l, const Node *node, Place *out);
/* A comparison by an operator that compares what the objects are; false for others. */
bool cxx_branch(Lower *l, const Node *node, BlockId yes, BlockId no);
/* The name of the class's method that is called so and takes nothing. */
Sym cxx_method_named(Lower *l, CXCursor class, const char *name);

/* What is passed to the function's parameter of that number. */
Operand cxx_argument(Lower *l, CXCursor func, uint32_t i, CXCursor expression);

/* ---- clang_cxx_lambda.c ---- */

/* Is the variable a lambda that is called, and nothing else? Then it is no value. */
bool cxx_only_called(Lower *l, CXCursor variable);
/* The body in the place of the call; false when the callee is no lambda at hand. */
bool cxx_lambda_call(Lower *l, const Node *node, CXCursor func, const Cursors *args,
                     Want want, Operand *out);

/* ---- clang_cxx_object.c ---- */

/* `this` of the function at hand; false outside of methods. */
bool cxx_this(Lower *l, Place *out);
bool cxx_member_place(Lower *l, const Node *node, Place *out);
/* The parameter `this`, before the others. */
void cxx_open_method(Lower *l, CXCursor decl);
/* The initialisers of a constructor's members. */
void cxx_initialisers(Lower *l, CXCursor constructor, const Cursors *kids);
/* Expressions that only C++ has. */
Operand cxx_expr(Lower *l, const Node *node, Want want);
/* The left side of an assignment, after the assignment. */
bool cxx_assigned_place(Lower *l, const Node *node, Place *out);
/* The destructor, when its body is known, runs at the end of the scope. */
void cxx_defer_destructor(Lower *l, CXCursor decl, const Place *place);

/* ---- clang_cxx_range.c ---- */

void cxx_for_range(Lower *l, const Node *node);
/* auto &[a, b] = init; */
void cxx_bindings(Lower *l, CXCursor decl);
bool cxx_binding_place(Lower *l, CXCursor binding, Place *out);

#endif
