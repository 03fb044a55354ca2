"""The tidy test must not go blind: each of its rules is shown what it has to find, and what it has to leave."""

import os
import sys
import tempfile
import unittest

from coroutine_rule import coroutine_violations
from cpp_tokens import tokens_of
from include_rule import ARROWS, firewall_violations, include_violations
from shape_rule import length_violations, shape_violations
from text_rule import anchors_of, link_violations, slug_of, word_violations
from tidy import files_under, main, violations_of


def in_function(statements):
    return "asio::awaitable<void> f() {\n" + statements + "\n}\n"


class Tokens(unittest.TestCase):
    def test_comments_directives_and_strings_hide_what_they_hold(self):
        text = '#include "a" // x\n/* co_await\n */ a("co_await \\" {", R"x(co_await " )x", \'{\', 1\'000\'000);'
        self.assertEqual([t.text for t in tokens_of(text) if t.kind != "string"],
                         ["a", "(", ",", ",", ",", "1'000'000", ")", ";"])

    def test_lines_are_counted_through_comments_and_raw_strings(self):
        self.assertEqual(tokens_of('/*\n\n*/ R"(\n)"\n#define x \\\n y\nlast')[-1].line, 7)


class CoroutineRule(unittest.TestCase):
    GOOD = [
        "co_await f(x);",
        "auto r = co_await f(x, 1, std::move(y));",
        "const auto [error, bytes] = co_await stream.read(asio::buffer(b), asio::as_tuple(use));",
        "r = co_await f();",
        "co_return co_await f();",
        "if (ready) co_await f();",
        "if (a && b) r = co_await f(); else co_await g();",
        "for (;;) co_await f();",
        "while (x) { auto y = co_await f(x->y.z()); }",
        "switch (x) { case State::one: co_await f(); break; default: co_return co_await g(); }",
        "again: co_await f();",
        "co_await f<std::vector<int>>(x);",
        "Foo foo{1};\nco_await f(foo);",
        "xs[0] = co_await f();",
        "auto task = [&]() -> asio::awaitable<void> { co_await f(); };",
        "[[maybe_unused]] auto r = co_await f();",
        'log("if (co_await f())"); // && co_await g()',
    ]
    BAD = [
        "if (co_await f()) g();",
        "while (co_await f() && co_await g()) {}",
        "if (auto r = co_await f(); r) {}",
        "for (auto x : co_await f()) {}",
        "switch (co_await f()) {}",
        "auto r = a ? co_await f() : b;",
        "auto r = a\n    ? co_await f()\n    : b;",
        "auto r = co_await f() ? a : b;",
        "auto r = a && co_await f();",
        "auto r =\n    co_await f() ||\n    a;",
        "auto r = (co_await f()).value();",
        "g(co_await f());",
        "auto r = 1 + co_await f();",
        "auto r = co_await f() + 1;",
        "if (x) r = co_await f() == y;",
        "return co_await f();",
        "co_await f({});",
        "co_await f({.a = 1});",
        "auto r = co_await f(\n    x,\n    Options{1});",
        "co_await f([&] { return 1; });",
        "co_await f(xs[0]);",
        "Foo foo{co_await f()};",
        "Foo foo = {1, co_await f()};",
        "auto r = Foo{co_await f()}.x;",
        "co_await g(co_await f());",
        "co_await (a() || b());",
        "x.y(1, co_await f());",
        "throw co_await f();",
        "EXPECT_TRUE(co_await f());",
    ]

    def test_what_is_allowed_passes(self):
        for statements in self.GOOD:
            self.assertEqual(coroutine_violations(in_function(statements)), [], statements)

    def test_what_is_forbidden_is_found(self):
        for statements in self.BAD:
            self.assertTrue(coroutine_violations(in_function(statements)), statements)

    def test_a_default_made_with_braces_is_found(self):
        for text in ("asio::awaitable<void> f(Options options = {});",
                     "asio::awaitable<Result<int, std::string>> C::f(int a, Options b = Options{1}, int c = 2) {}"):
            self.assertTrue(coroutine_violations(text), text)
        for text in ("asio::awaitable<void> f(Time deadline = Time::max());", "asio::awaitable<void> f() { x = {}; }",
                     "std::function<asio::awaitable<void>(int)> f = {};", "void f(Options options = {});"):
            self.assertFalse(coroutine_violations(text), text)

    def test_the_line_is_named(self):
        self.assertEqual([line for line, _ in coroutine_violations(in_function("\n\nif (co_await f()) {}"))], [4])

    def test_a_good_one_does_not_hide_a_bad_one(self):
        self.assertEqual(len(coroutine_violations(in_function("co_await f();\ng(co_await f());\nco_await f();"))), 1)


class IncludeRule(unittest.TestCase):
    def bad(self, path, include):
        return include_violations(path, f"// first\n#include {include}\n")

    def test_every_arrow_holds_in_both_directions(self):
        tops = [folder for folder in ARROWS if "/" not in folder]
        for folder in tops:
            for other in tops:
                allowed = other == folder or other in ARROWS[folder]
                found = self.bad(f"{folder}/x.cpp", f'"{other}/y.hpp"')
                self.assertEqual(not found, allowed, f"{folder} → {other}")

    def test_the_driver_and_the_model_know_the_core_alone(self):
        self.assertTrue(self.bad("daemon/driver/x.hpp", '"storage/y.hpp"'))
        self.assertTrue(self.bad("daemon/driver/x.hpp", '"daemon/api/y.hpp"'))
        self.assertTrue(self.bad("emulator/model/x.hpp", '"net/http.hpp"'))
        self.assertFalse(self.bad("daemon/api/x.hpp", '"daemon/driver/desk.hpp"'))

    def test_the_core_is_plain(self):
        for library in ("boost/asio.hpp", "boost/beast/http.hpp", "sqlite3.h", "spdlog/spdlog.h",
                        "nlohmann/json.hpp", "nlohmann/json_fwd.hpp", "openssl/ssl.h", "toml++/toml.h"):
            self.assertTrue(self.bad("core/x.cpp", f"<{library}>"), library)
        self.assertFalse(self.bad("core/x.cpp", "<vector>"))

    def test_heavy_libraries_stay_where_they_belong(self):
        for path, library in (("net/x.hpp", "boost/beast.hpp"), ("net/x.hpp", "openssl/ssl.h"),
                              ("cartesia/x.cpp", "boost/beast.hpp"), ("daemon/x.cpp", "sqlite3.h"),
                              ("daemon/log.hpp", "spdlog/spdlog.h"), ("config/x.hpp", "toml++/toml.h"),
                              ("daemon/x.cpp", "libavformat/avformat.h"), ("net/x.hpp", "boost/asio/ssl.hpp")):
            self.assertTrue(self.bad(path, f"<{library}>"), path)
        for path, library in (("net/x.cpp", "boost/beast.hpp"), ("net/x.cpp", "openssl/ssl.h"),
                              ("storage/sqlite/x.hpp", "sqlite3.h"), ("audio/x.cpp", "libavformat/avformat.h")):
            self.assertFalse(self.bad(path, f"<{library}>"), path)

    def test_the_firewall_sees_names_but_not_comments(self):
        def seen(text, path="net/x.hpp"):
            return firewall_violations(path, tokens_of(text))
        self.assertTrue(seen("namespace boost::beast { class x; }"))
        self.assertTrue(seen("struct ssl_st; using Context = SSL_CTX*;"))
        self.assertFalse(seen("// Beast, SSL_CTX\nclass TlsContext;"))
        self.assertFalse(seen("SSL_CTX* context;", "net/x.cpp"))

    def test_includes_are_written_from_the_root(self):
        self.assertTrue(self.bad("core/x.cpp", '"y.hpp"'))
        self.assertTrue(self.bad("core/x.cpp", '"../core/y.hpp"'))


class ShapeRule(unittest.TestCase):
    def bad(self, text, path="core/x.cpp"):
        return shape_violations(path, tokens_of(text))

    def test_a_giant_file_is_found(self):
        self.assertTrue(length_violations("\n" * 301))
        self.assertFalse(length_violations("\n" * 300))

    def test_a_giant_function_is_found(self):
        body = "x();\n" * 61
        self.assertTrue(self.bad("namespace n {\nvoid f(int a) const noexcept {\n" + body + "}\n}"))
        self.assertTrue(self.bad("struct s { auto f() -> std::vector<int> {\n" + body + "} };"))
        self.assertFalse(self.bad("void f() {\n" + "x();\n" * 50 + "}\nvoid g() {\n" + "x();\n" * 50 + "}"))
        self.assertFalse(self.bad("class c {\n" + "int f();\n" * 100 + "};"))

    def test_detached_and_swallowed_exceptions_are_found(self):
        self.assertTrue(self.bad("co_spawn(e, f(), asio::detached);"))
        self.assertTrue(self.bad("try { f(); } catch (...) {\n }"))
        self.assertTrue(self.bad("try { f(); } catch (const std::exception&) {}"))
        self.assertFalse(self.bad("try { f(); } catch (...) { g(); } // asio::detached"))
        self.assertFalse(self.bad("try { f(); } catch (...) {\n// finish() answers 500 for it\n}"))

    def test_sleep_is_found_in_tests_alone(self):
        for text in ("std::this_thread::sleep_for(x);", "sleep(1);", "::sleep(1);", "usleep(1);"):
            self.assertTrue(self.bad(text, "tests/net/x.cpp"), text)
        self.assertFalse(self.bad("std::this_thread::sleep_for(x);", "emulator/x.cpp"))
        for text in ("int sleep = 1; // sleep(1)", "clock.sleep();", "void sleep() override { ++generation_; }"):
            self.assertFalse(self.bad(text, "tests/net/x.cpp"), text)


class TextRule(unittest.TestCase):
    def test_unfinished_work_and_places_are_found(self):
        for text in ("// TO" + "DO: x", "FIX" + "ME", "see /wo" + "rk/x", "in /ro" + "ot/x"):
            self.assertTrue(word_violations("a\n" + text), text)
        self.assertFalse(word_violations("a net/wo" + "rk/x and DOC" + "TO" + "DO" + "S"))

    def test_a_link_must_lead_somewhere(self):
        with tempfile.TemporaryDirectory() as root:
            os.mkdir(os.path.join(root, "docs"))
            with open(os.path.join(root, "README.md"), "w", encoding="utf-8") as file:
                file.write("# Understudy\n## How to start it?\n")
            good = "[a](../README.md) [b](../README.md#how-to-start-it) [c](https://x.y/z) `[d](none)`\n"
            good += "```\n[e](none)\n```\n# Here\n[f](#here)"
            with open(os.path.join(root, "docs/x.md"), "w", encoding="utf-8") as file:
                file.write(good)
            self.assertEqual(link_violations("docs/x.md", good, root), [])
            for bad in ("[a](README.md)", "[a](../README.md#none)", "[a](#none)"):
                self.assertTrue(link_violations("docs/x.md", bad, root), bad)

    def test_headings_become_anchors_as_on_the_forges(self):
        self.assertEqual(slug_of("`submit`: what [it](x) does, twice"), "submit-what-it-does-twice")
        self.assertEqual(anchors_of("# A b\n```\n# not one\n```\n"), {"a-b"})


class Tidy(unittest.TestCase):
    def test_every_rule_is_asked(self):
        bad = '#include "daemon/x.hpp"\n// TO' + "DO\nvoid f() { try { g(co_await h()); } catch (...) {} }\n" + "\n" * 300
        self.assertEqual(len(violations_of("net/x.hpp", bad)), 6)

    def test_a_violation_makes_it_fail_and_a_clean_tree_does_not(self):
        with tempfile.TemporaryDirectory() as root:
            self.assertEqual(main(root), 1, "an empty tree is a mistake of the caller's")
            with open(os.path.join(root, "x.cpp"), "w", encoding="utf-8") as file:
                file.write("int x;\n")
            self.assertEqual(main(root), 0)
            with open(os.path.join(root, "x.cpp"), "a", encoding="utf-8") as file:
                file.write("auto x = asio::detached;\n")
            self.assertEqual(main(root), 1)

    def test_build_folders_are_left_out_and_hidden_ones_but_for_ci(self):
        with tempfile.TemporaryDirectory() as root:
            for folder in ("build-asan", ".git", ".ci", "core/build"):
                os.makedirs(os.path.join(root, folder))
                open(os.path.join(root, folder, "x.cpp"), "w", encoding="utf-8").close()
            self.assertEqual(sorted(files_under(root)), [".ci/x.cpp", "core/build/x.cpp"])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "--buffer"])
