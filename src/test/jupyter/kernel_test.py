"""Jupyter's own test of kernels on ours; see TESTING.md. Nothing here is for a pager, or clears outputs: Java has neither."""

import unittest

import jupyter_kernel_test


class JavaKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "java"
    language_name = "Java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [
        {"text": "Math.hypo", "matches": {"hypot("}},
        {"text": "var list = java.util.List.o", "matches": {"of("}},
        {"text": "Integer.MAX_V", "matches": {"MAX_VALUE"}},
    ]
    complete_code_samples = ["1 + 1", "int a = 1;", "int twice(int n) { return 2 * n; }", "// nothing", ""]
    incomplete_code_samples = ["int twice(int n) {", "Math.max(1,", "/* not", "1 +"]
    invalid_code_samples = ["1 + )"]
    code_generate_error = 'throw new IllegalStateException("wrong");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "new double[] {1, 2}", "result": "double[2] {1.0, 2.0}"},
    ]
    code_display_data = [
        {"code": 'display("text");', "mime": "text/plain"},
        {"code": "display(new java.awt.image.BufferedImage(2, 2, 1));", "mime": "image/png"},
    ]
    code_history_pattern = "6 *"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"


if __name__ == "__main__":
    unittest.main()
