@echo off
rem Opens Apple Juicer in the browser; its own window shows what it does, and ends it when it is closed.
rem With arguments, it is the command line: "Apple Juicer.cmd" --help
if not "%~1"=="" goto commandline
start "Apple Juicer" "%~dp0app\bin\node.exe" "%~dp0app\dist\cli-portable-main.js"
exit /b 0
:commandline
"%~dp0app\bin\node.exe" "%~dp0app\dist\cli-portable-main.js" %*
exit /b %errorlevel%
